import type { Challenge } from '../graphql/answer.js';

/** The value of `WWW-Authenticate` (RFC 6750, section 3): `Bearer error="insufficient_scope", scope="items"`. */
export function formatChallenge({ error, description, scopes }: Challenge): string {
  const parameters = Object.entries({ error, error_description: description, scope: scopes?.join(' ') })
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}="${quotable(String(value))}"`);
  return ['Bearer', parameters.join(', ')].filter(Boolean).join(' ');
}

/** What RFC 6750 lets stand between the quotes: printable ASCII without quotation mark and backslash. */
function quotable(text: string): string {
  return text.replace(/[^\x20\x21\x23-\x5B\x5D-\x7E]/g, '?');
}
