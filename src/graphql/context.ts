import DataLoader from 'dataloader';
import type { Origin } from '../audit/event.js';
import type { Authority } from '../auth/authority.js';
import type { Identify } from '../auth/identify.js';
import type { Cursors } from '../cursors.js';
import type { Database } from '../db/tables.js';
import type { Principal } from '../principal.js';
import { findAccounts, type ListedAccount } from '../users/directory.js';
import { findProfiles, type Profile } from '../users/store.js';
import type { Answer } from './answer.js';
import type { Scalars } from './generated/resolvers.js';

/** The name of a scope that the SDL declares. */
export type Scope = Scalars['Scope']['output'];

/** What the resolvers work with, the same for every request. */
export interface Services {
  db: Database;
  /** What it takes to let somebody in. */
  authority: Authority;
  cursors: Cursors;
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
  /** Accounts by id, as those see them who administer accounts; null for what is gone. */
  accounts: DataLoader<string, ListedAccount | null>;
  /** Where the request comes from. */
  origin: Origin;
  request: RequestInfo;
}

export interface SignedInContext extends Context {
  auth: Principal;
}

export interface RequestInfo {
  id: string;
  /** The address that it was sent from. */
  address: string;
  /** What the client calls itself. */
  client: string | null;
  log: { error(details: object, message: string): void };
  /** Filled in while the request is answered. */
  answer: Answer;
}

/** @throws InvalidTokenError where a token was sent that is no good, IssuerUnavailableError where that cannot be told */
export async function createContext(
  services: Services,
  identify: Identify,
  authorization: readonly string[],
  request: RequestInfo,
): Promise<Context> {
  return contextOf(services, await identify(authorization, originOf(request)), request);
}

export function contextOf(services: Services, auth: Principal | null, request: RequestInfo): Context {
  const { db } = services;
  return {
    ...services,
    auth,
    request,
    origin: originOf(request),
    profiles: new DataLoader((ids) => loadProfiles(db, ids)),
    accounts: new DataLoader((ids) => loadAccounts(db, ids)),
  };
}

function originOf({ id, address, client }: RequestInfo): Origin {
  return { requestId: id, address, client };
}

async function loadProfiles(db: Database, ids: readonly string[]): Promise<(Profile | Error)[]> {
  const found = await findProfiles(db, ids);
  return ids.map((id) => found.get(id) ?? new Error('An account is gone, and what it owned is not.'));
}

async function loadAccounts(db: Database, ids: readonly string[]): Promise<(ListedAccount | null)[]> {
  const found = await findAccounts(db, ids);
  return ids.map((id) => found.get(id) ?? null);
}
