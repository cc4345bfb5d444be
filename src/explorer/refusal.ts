import type { Answer } from './answer.js';

/** That somebody may not do all that they asked for, and what would help. */
export interface Refusal {
  kind: 'NOBODY' | 'BAD_TOKEN' | 'LACKS_SCOPES';
  /** Where in the operation, as response keys joined by dots; empty where it is the whole. */
  paths: readonly string[];
  /** The scopes to be asked for, beside those that are held. Empty where none would help, or none is known. */
  missing: readonly string[];
  /** What the server says of a token. */
  description: string | undefined;
}

/**
 * What an answer says of missing permission; undefined where it is about something else.
 * @param challenge the header `WWW-Authenticate` (RFC 6750, section 3): of several ways in, it names the nearest
 * @param held the scopes of the token that was sent
 */
export function refusalIn(
  { errors = [] }: Answer,
  challenge: string | null,
  held: readonly string[],
): Refusal | undefined {
  const refused = errors.filter(({ extensions }) => codes.has(extensions?.code));
  if (refused.length === 0) return undefined;
  const named = parameterIn(challenge, 'scope')?.split(' ');
  const listed = refused.flatMap(
    ({ extensions }) => extensions?.missingScopes ?? extensions?.requiredScopes?.[0] ?? [],
  );
  const missing = new Set((named ?? listed).filter((scope) => !held.includes(scope)));
  const isForbidden = refused.some(({ extensions }) => extensions?.code === 'FORBIDDEN');
  const isBadToken = parameterIn(challenge, 'error') === 'invalid_token';
  return {
    kind: isForbidden ? 'LACKS_SCOPES' : isBadToken ? 'BAD_TOKEN' : 'NOBODY',
    paths: [...new Set(refused.flatMap(({ path }) => (path ? [withoutIndexes(path)] : [])))],
    missing: [...missing],
    description: parameterIn(challenge, 'error_description'),
  };
}

const codes: ReadonlySet<string | undefined> = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

/** A list refuses at each of its indexes alike. */
function withoutIndexes(path: readonly (string | number)[]): string {
  return path.filter((key) => typeof key === 'string').join('.');
}

function parameterIn(challenge: string | null, name: string): string | undefined {
  return new RegExp(`(?:^|[ ,])${name}="([^"]*)"`).exec(challenge ?? '')?.[1];
}
