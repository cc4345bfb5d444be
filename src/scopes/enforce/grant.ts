import type { Grant } from '../requirement.js';

/**
 * Who is asking, read from `context.auth.scopes`.
 * @returns the scopes held; null for nobody: no context, no `auth`, or `scopes` absent or null
 * @throws TypeError where `scopes` is neither an array nor a Set. A string is refused too: `'items:write'.includes('items')`
 *   would read one scope out of another.
 */
export function grantOf(context: unknown): Grant {
  return asGrant(scopesIn(context));
}

/** What was read of `context.auth.scopes`, as the scopes of somebody, or of nobody. */
export function asGrant(scopes: unknown): Grant {
  if (scopes === null || scopes === undefined) return null;
  if (Array.isArray(scopes) || scopes instanceof Set) return scopes;
  throw new TypeError('context.auth.scopes must be an array or a Set of strings, or null for nobody.');
}

/** `context.auth.scopes`, whatever it is. */
export function scopesIn(context: unknown): unknown {
  return (context as { auth?: { scopes?: unknown } | null } | null | undefined)?.auth?.scopes;
}
