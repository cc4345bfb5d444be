import type { Context, Scope, SignedInContext } from '../context.js';
import type { QueryResolvers } from '../generated/resolvers.js';

/** A scope is one of the names that the SDL declares. */
// TS2820
export const misspelt: Scope = 'itms';

// TS2322
export const context: Context = { auth: { id: '1', scopes: ['items', 'items:read'] } };

export const own: QueryResolvers['own'] = (_parent, _args, { auth }) =>
  // TS2345
  auth.scopes.includes('secret') ? 'all' : 'some';

/** Somebody who may be nobody is not somebody. */
export function ownOf(anybody: Context): SignedInContext {
  // TS2322
  return anybody;
}
