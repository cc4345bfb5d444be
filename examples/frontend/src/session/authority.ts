import { ApolloClient, InMemoryCache } from '@apollo/client';
import { decodeJwt } from 'jose';
import { type FragmentType, graphql, unmask } from '../graphql/generated/index.ts';
import { hastyTransport } from '../graphql/transport.ts';
import { tokenInHand } from './session.ts';
import type { AccessToken } from './token.ts';

const TokenParts = graphql(`
  fragment TokenParts on Token {
    accessToken
    expiresIn
    scopes
  }
`);

const Login = graphql(`
  mutation Login($username: String!, $password: String!, $scopes: [Scope!]!) {
    login(username: $username, password: $password, scopes: $scopes) {
      ...TokenParts
    }
  }
`);

/** The server finds the refresh token in its cookie, and puts the next one there. */
const Refresh = graphql(`
  mutation Refresh {
    refresh {
      ...TokenParts
    }
  }
`);

const Abandon = graphql(`
  mutation Abandon {
    logout
  }
`);

export interface Credentials {
  username: string;
  password: string;
}

/** Without the token of whoever is signed in, and while the other tabs wait. */
const client = new ApolloClient({
  link: hastyTransport,
  cache: new InMemoryCache(),
  defaultOptions: { mutate: { fetchPolicy: 'no-cache' } },
});

/** @throws CombinedGraphQLErrors, of which INVALID_CREDENTIALS and RATE_LIMITED are to be expected */
export async function login(credentials: Credentials, scopes: readonly string[]): Promise<AccessToken> {
  const { data } = await client.mutate({ mutation: Login, variables: { ...credentials, scopes: [...scopes] } });
  return toAccessToken(data?.login, scopes);
}

/** @throws CombinedGraphQLErrors, of which INVALID_REFRESH_TOKEN is to be expected */
export async function refresh(): Promise<AccessToken> {
  // The answer sets the cookie even if the page is left before it comes.
  const context = { fetchOptions: { keepalive: true } };
  const { data } = await client.mutate({ mutation: Refresh, context });
  return toAccessToken(data?.refresh, []);
}

/** Ends the session of a token that nobody has got to see, and has the cookie of its refresh token removed. */
export async function logout(token: AccessToken): Promise<void> {
  await client.mutate({ mutation: Abandon, context: { headers: { authorization: `Bearer ${token.value}` } } });
}

function toAccessToken(answer: FragmentType<typeof TokenParts> | undefined, asked: readonly string[]): AccessToken {
  const token = unmask(TokenParts, answer);
  if (!token) throw new Error('The server has answered without a token.');
  // Read without a look at the signature: they tell tokens apart, and authorize nothing.
  const { sub, sid } = decodeJwt<{ sub: string; sid: string }>(token.accessToken);
  const now = Date.now();
  return {
    value: token.accessToken,
    account: sub,
    session: sid,
    signIn: sid,
    serial: Math.max(now, (tokenInHand()?.serial ?? 0) + 1),
    scopes: token.scopes,
    notGranted: asked.filter((scope) => !token.scopes.includes(scope)),
    expiresAt: now + token.expiresIn * 1_000,
  };
}
