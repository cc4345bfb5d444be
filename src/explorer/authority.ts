import { decodeJwt } from 'jose';
import type { Ask } from './ask.js';

// What the server is asked for about sessions. All of it throws what `Ask` does.

export interface SignInRequest {
  username: string;
  password: string;
  /** null for everything that the roles grant. */
  scopes: readonly string[] | null;
}

export interface Token {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  scopes: readonly string[];
  /** null where it is in a cookie. */
  refreshToken: string | null;
}

const TOKEN = '{ accessToken expiresIn scopes refreshToken }';
const LOGIN = `mutation ($username: String!, $password: String!, $scopes: [Scope!]) {
  login(username: $username, password: $password, scopes: $scopes) ${TOKEN}
}`;
const REFRESH = `mutation ($refreshToken: String) { refresh(refreshToken: $refreshToken) ${TOKEN} }`;
const LOGOUT = 'mutation ($everywhere: Boolean!) { logout(everywhere: $everywhere) }';

export async function login(ask: Ask, { username, password, scopes }: SignInRequest): Promise<Token> {
  return (await ask(LOGIN, { username, password, scopes })).login;
}

/** @param refreshToken null where it is in a cookie */
export async function refresh(ask: Ask, refreshToken: string | null): Promise<Token> {
  return (await ask(REFRESH, { refreshToken })).refresh;
}

export async function logout(ask: Ask, accessToken: string, everywhere: boolean): Promise<void> {
  await ask(LOGOUT, { everywhere }, accessToken);
}

/** The id of the account of a token, which the page reads and does not trust. */
export function accountIdIn({ accessToken }: Token): string {
  return decodeJwt(accessToken).sub ?? '';
}
