import DataLoader from 'dataloader';
import type { Origin } from '../audit/event.js';
import type { Authority } from '../auth/authority.js';
import type { Identify } from '../auth/identify.js';
import { findSecretsOf, type MachineSecret } from '../auth/machine-secrets.js';
import type { Cursors } from '../cursors.js';
import type { Database } from '../db/tables.js';
import type { Principal } from '../principal.js';
import { findAccounts, type ListedAccount } from '../users/directory.js';
import { findProfiles, findRolesOf, type Profile } from '../users/store.js';
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
  /** Where the request comes from. */
  origin: Origin;
  request: RequestInfo;
  loaders: Loaders;
}

export interface SignedInContext extends Context {
  auth: Principal;
}

export interface RequestInfo {
  id: string;
  /** The refresh token in the client's cookie, null for none; undefined where the server keeps none in cookies. */
  refreshCookie?: string | null | undefined;
  log: { error(details: object, message: string): void };
  /** Filled in while the request is answered. */
  answer: Answer;
}

/**
 * @throws InvalidTokenError where a token was sent that is no good, IssuerUnavailableError where that cannot be told
 */
export async function createContext(
  services: Services,
  identify: Identify,
  authorization: readonly string[],
  request: RequestInfo,
  origin: Origin,
): Promise<Context> {
  return contextOf(services, await identify(authorization, origin), request, origin);
}

export function contextOf(services: Services, auth: Principal | null, request: RequestInfo, origin: Origin): Context {
  // Named one by one: to spread the services took a fortieth of the time of a request.
  const { db, authority, cursors, catalogue, now } = services;
  return { db, authority, cursors, catalogue, now, auth, request, origin, loaders: new Loaders(db) };
}

const GONE = new Error('An account is gone, and what it owned is not.');

/** What is read by account id, in one query for all that an operation asks for. Most ask for none: each is made when it is. */
export class Loaders {
  #profiles: DataLoader<string, Profile> | undefined;
  #accounts: DataLoader<string, ListedAccount | null> | undefined;
  #roles: DataLoader<string, string[]> | undefined;
  #machineSecrets: DataLoader<string, MachineSecret[]> | undefined;

  constructor(readonly db: Database) {}

  get profiles(): DataLoader<string, Profile> {
    this.#profiles ??= loader((ids) => findProfiles(this.db, ids), GONE);
    return this.#profiles;
  }

  /** As those see them who administer accounts; null for what is gone. */
  get accounts(): DataLoader<string, ListedAccount | null> {
    this.#accounts ??= loader<ListedAccount | null>((ids) => findAccounts(this.db, ids), null);
    return this.#accounts;
  }

  get roles(): DataLoader<string, string[]> {
    this.#roles ??= loader((ids) => findRolesOf(this.db, ids), []);
    return this.#roles;
  }

  get machineSecrets(): DataLoader<string, MachineSecret[]> {
    this.#machineSecrets ??= loader((ids) => findSecretsOf(this.db, ids), []);
    return this.#machineSecrets;
  }
}

/** @param otherwise what an id is answered with that nothing was found for */
function loader<Value>(
  find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  otherwise: Value | Error,
) {
  return new DataLoader<string, Value>(async (ids) => {
    const found = await find(ids);
    return ids.map((id) => found.get(id) ?? otherwise);
  });
}
