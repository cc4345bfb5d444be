import { randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { graphqlRequest, send } from './http.mjs';
import { ITEMS } from './work.mjs';

/** What this server holds and trusts, for the peers to serve and to trust the same. */
export async function readFixture({ origin, tokens }) {
  const everything = `{ me { id username fullName email } myItems(first: ${ITEMS}) { nodes { id title } } }`;
  const { data } = JSON.parse((await send(origin, graphqlRequest(everything, tokens.allowed))).text);
  const { text } = await send(origin, { method: 'GET', path: '/.well-known/jwks.json' });
  const { kid } = decodeProtectedHeader(tokens.allowed);
  const { iss: issuer, aud: audience } = decodeJwt(tokens.allowed);
  const publicJwk = JSON.parse(text).keys.find((key) => key.kid === kid);
  return {
    account: data.me,
    items: data.myItems.nodes,
    publicJwk,
    issuer,
    audience,
    secret: randomBytes(32).toString('hex'),
  };
}

/** The tokens that FastAPI's walkthrough takes: with a secret, and the name of the user. */
export async function fastApiTokens({ account, secret }) {
  const sign = (scope) =>
    new SignJWT({ scope })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(account.username)
      .setExpirationTime('30m')
      .sign(new TextEncoder().encode(secret));
  return { fastApiAllowed: await sign('me items'), fastApiRefused: await sign('me') };
}
