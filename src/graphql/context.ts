import DataLoader from 'dataloader';
import type { Identify } from '../auth/identify.js';
import type { Login } from '../auth/login.js';
import type { Database } from '../db/tables.js';
import type { Cursors } from '../items/cursors.js';
import type { Principal } from '../principal.js';
import { findProfiles, type Profile } from '../users/store.js';
import type { Answer } from './answer.js';
import type { Scalars } from './generated/resolvers.js';

/** The name of a scope that the SDL declares. */
export type Scope = Scalars['Scope']['output'];

/** What the resolvers work with, the same for every request. */
export interface Services {
  db: Database;
  cursors: Cursors;
  login: Login;
  /** Each scope there is to its description. */
  catalogue: ReadonlyMap<Scope, string>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What resolvers get. */
export interface Context extends Services {
  /** Who is asking; null for nobody. Not null inside a field that requires anything. */
  auth: Principal | null;
  /** Profiles by account id, in one query for all that an operation asks for. */
  profiles: DataLoader<string, Profile>;
  request: RequestInfo;
}

export interface SignedInContext extends Context {
  auth: Principal;
}

export interface RequestInfo {
  id: string;
  log: { error(details: object, message: string): void };
  /** Filled in while the request is answered. */
  answer: Answer;
}

/** @throws InvalidTokenError where a token was sent that is no good */
export async function createContext(
  services: Services,
  identify: Identify,
  authorization: readonly string[],
  request: RequestInfo,
): Promise<Context> {
  return contextOf(services, await identify(authorization), request);
}

export function contextOf(services: Services, auth: Principal | null, request: RequestInfo): Context {
  return { ...services, auth, request, profiles: new DataLoader((ids) => loadProfiles(services.db, ids)) };
}

async function loadProfiles(db: Database, ids: readonly string[]): Promise<(Profile | Error)[]> {
  const found = await findProfiles(db, ids);
  return ids.map((id) => found.get(id) ?? new Error('An account is gone, and what it owned is not.'));
}
