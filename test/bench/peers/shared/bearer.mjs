import { importJWK, jwtVerify } from 'jose';
import { audience, issuer, publicJwk } from './fixture.mjs';

const key = await importJWK(publicJwk);
const expected = { issuer, audience, algorithms: [publicJwk.alg], typ: 'at+jwt' };

/** The claims of the token in an `Authorization` header; null where there is no header. @throws where the token is no good */
export async function verifyBearer(authorization) {
  if (!authorization) return null;
  const { payload } = await jwtVerify(authorization.replace(/^Bearer /, ''), key, expected);
  return payload;
}

/** @returns whom GraphQL's context names; null for nobody */
export async function userOf(authorization) {
  const claims = await verifyBearer(authorization);
  return claims && { id: claims.sub, scopes: claims.scope.split(' ') };
}
