import type { Scalars } from './generated/resolvers.js';

/** The name of a scope that the SDL declares. */
export type Scope = Scalars['Scope']['output'];

export interface Caller {
  id: string;
  scopes: readonly Scope[];
}

export interface Context {
  auth: Caller | null;
}

export interface SignedInContext extends Context {
  auth: Caller;
}
