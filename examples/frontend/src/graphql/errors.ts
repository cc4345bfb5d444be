import { CombinedGraphQLErrors, ServerError, ServerParseError } from '@apollo/client/errors';
import { TimeoutError } from 'rxjs';

/** What stands beside an error's text, which is for people: docs/wire-contract.md says what a client may rely on. */
interface Extensions {
  code?: string;
  missingScopes?: string[];
  inputPath?: string;
  retryAfter?: number;
  requestId?: string;
}

const TEMPORARY = ['OVERLOADED', 'DATABASE_UNAVAILABLE', 'ISSUER_UNAVAILABLE'];

/** Every GraphQL error in what was thrown, with its text. */
export function errorsIn(error: unknown): readonly (Extensions & { message: string })[] {
  if (!CombinedGraphQLErrors.is(error)) return [];
  return error.errors.map(({ message, extensions }) => ({ ...(extensions as Extensions | undefined), message }));
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return errorsIn(error).some(({ code }) => code !== undefined && codes.includes(code));
}

/** The scopes for the lack of which somebody who is signed in was refused. */
export function missingScopesIn(error: unknown): string[] {
  return errorsIn(error).flatMap(({ code, missingScopes = [] }) => (code === 'FORBIDDEN' ? missingScopes : []));
}

/** Whether the server could not take one value. @param inputPath such as `input.title` */
export function isFaulty(error: unknown, inputPath: string): boolean {
  return errorsIn(error).some((each) => each.code === 'BAD_USER_INPUT' && each.inputPath === inputPath);
}

/** Whether the same request may succeed later: no answer came, or one that says so. */
export function isTemporary(error: unknown): boolean {
  const isFromProxy = ServerParseError.is(error) || (ServerError.is(error) && error.statusCode >= 500);
  // TypeError is what fetch throws where there is no network.
  const isMissing = error instanceof TypeError || error instanceof TimeoutError;
  return isFromProxy || isMissing || hasCode(error, ...TEMPORARY);
}
