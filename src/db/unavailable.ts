import { DatabaseUnavailableError } from '../errors.js';

const RETRY_AFTER_SECONDS = 2;

/**
 * What is thrown in the place of what a database threw, where it cannot be used at all.
 * @param where a file, or a URL without a password
 */
export function unavailable(where: string, cause: unknown): DatabaseUnavailableError {
  return new DatabaseUnavailableError(RETRY_AFTER_SECONDS, where, cause);
}
