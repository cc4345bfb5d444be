import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider from 'oidc-provider';
import * as client from 'openid-client';
import { onTestFinished } from 'vitest';

/** A real OpenID provider on loopback, and a real client of it. */
export interface OutsideIssuer {
  url: string;
  /** How often its keys have been asked for. */
  keyRequests(): number;
  /** A machine's token, by its client's credentials, for one of the APIs that this is the issuer of. @returns an access token */
  forClient(scope?: string, api?: Api): Promise<string>;
  /** Somebody's token, by signing in on the provider's page (authorization code with PKCE). */
  forPerson(login: string, scope?: string): Promise<{ accessToken: string; idToken: string }>;
  /** Signs with another key from now on, on the same address; the old one is gone. */
  turnKeys(): Promise<void>;
  stop(): Promise<void>;
  restart(): Promise<void>;
}

export type Algorithm = 'ES256' | 'RS256' | 'EdDSA';

/** How the access tokens of each API are made; `api` is this application. */
const apis = {
  api: { audience: 'scopeql', accessTokenFormat: 'jwt' },
  another: { audience: 'another', accessTokenFormat: 'jwt' },
  opaque: { audience: 'scopeql', accessTokenFormat: 'opaque' },
  encrypted: { audience: 'scopeql', accessTokenFormat: 'jwt', isEncrypted: true },
} as const;
export type Api = keyof typeof apis;

const REDIRECT = 'https://app.example/callback';
/** Of the client to which it gives tokens. */
export const CREDENTIALS = { id: 'app', secret: 'the secret of the app' };

/** Starts one for the test that is running. @param claims that its access tokens carry beside the usual ones */
export async function startOutsideIssuer(alg: Algorithm = 'ES256', claims: object = {}): Promise<OutsideIssuer> {
  let handler: ReturnType<Provider['callback']>;
  let asked = 0;
  const server = createServer((request, response) => {
    if (request.url === '/jwks') asked += 1;
    return handler(request, response);
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const turnKeys = async () => {
    handler = createProvider(url, await privateJwk(alg), alg, claims).callback();
  };
  await turnKeys();
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  onTestFinished(() => (server.listening ? stop() : undefined));
  return {
    url,
    turnKeys,
    stop,
    keyRequests: () => asked,
    restart: () => listen(server, port),
    forClient: async (scope = 'me items', api = 'api') => {
      const resource = resourceOf(url, api);
      const tokens = await client.clientCredentialsGrant(await discover(url), { scope, resource });
      return tokens.access_token;
    },
    forPerson: (login, scope = 'me items') => signIn(url, login, scope),
  };
}

const resourceOf = (url: string, api: Api = 'api') => `${url}/${api}`;

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

async function privateJwk(alg: Algorithm): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: crypto.randomUUID() };
}

function createProvider(url: string, jwk: JWK, alg: Algorithm, claims: object): Provider {
  const provider = new Provider(url, {
    clients: [
      {
        client_id: CREDENTIALS.id,
        client_secret: CREDENTIALS.secret,
        grant_types: ['client_credentials', 'authorization_code'],
        response_types: ['code'],
        redirect_uris: [REDIRECT],
        id_token_signed_response_alg: alg,
      },
    ],
    jwks: { keys: [jwk] as never },
    scopes: ['openid', 'me', 'items', 'items:write', 'accounts', 'accounts:write'],
    enabledJWA: { idTokenSigningAlgValues: [alg] },
    // Each would be told of at its first use, if it was left to its default.
    ttl: {
      AccessToken: 3_600,
      AuthorizationCode: 60,
      ClientCredentials: 3_600,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    extraTokenClaims: async () => ({ ...claims }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resourceOf(url),
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => {
          const { audience, accessTokenFormat, ...how } = apis[resource.slice(`${url}/`.length) as Api];
          const encrypt = { alg: 'dir', enc: 'A128CBC-HS256', key: Buffer.alloc(32, 'k') } as const;
          return {
            scope: 'me items items:write accounts accounts:write',
            audience,
            accessTokenFormat,
            accessTokenTTL: 3_600,
            jwt: { sign: { alg }, ...('isEncrypted' in how && { encrypt }) },
          };
        },
      },
    },
  });
  return provider;
}

function discover(url: string): Promise<client.Configuration> {
  const options = { execute: [client.allowInsecureRequests] };
  return client.discovery(new URL(url), CREDENTIALS.id, CREDENTIALS.secret, undefined, options);
}

async function signIn(url: string, login: string, scope: string) {
  const configuration = await discover(url);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const start = client.buildAuthorizationUrl(configuration, {
    redirect_uri: REDIRECT,
    scope: `openid ${scope}`,
    resource: resourceOf(url),
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const callback = await clickThrough(start, login);
  const tokens = await client.authorizationCodeGrant(
    configuration,
    callback,
    { pkceCodeVerifier, idTokenExpected: true },
    { resource: resourceOf(url) },
  );
  return { accessToken: tokens.access_token, idToken: String(tokens.id_token) };
}

/** What a browser would do: follow, sign in, consent. @returns where the provider sends it at the end */
async function clickThrough(start: URL, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 12; step++) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const init = form ? { method: 'POST', body: form } : {};
    const response = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    form = undefined;
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url);
      if (url.href.startsWith(REDIRECT)) return url;
      continue;
    }
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (!prompt || !action) throw new Error(`The provider shows ${response.status} ${page}`);
    url = new URL(action, url);
    form = new URLSearchParams({ prompt, ...(prompt === 'login' && { login, password: 'any' }) });
  }
  throw new Error('The provider goes round in circles.');
}
