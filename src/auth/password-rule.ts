import { BadUserInputError } from '../errors.js';

/** The least that NIST SP 800-63B-4, section 3.1.1.2, asks of a password that nothing else stands beside. */
const LEAST_CHARACTERS = 15;
const MOST_CHARACTERS = 256;

/** What a new password is, in words. */
const PASSWORD_RULE = `${LEAST_CHARACTERS} to ${MOST_CHARACTERS} characters, and not the user name over and over`;

/**
 * Checks a password that somebody wants to have. Any characters will do, as long as there are enough beside the user name.
 * @throws BadUserInputError that does not quote it
 */
export function requireGoodPassword(password: string, username: string, inputPath: string): void {
  const length = [...password].length;
  const isAcceptable = length >= LEAST_CHARACTERS && length <= MOST_CHARACTERS && password.isWellFormed();
  const isMore = password.toLowerCase().replaceAll(username, '').length > 0;
  if (!isAcceptable || !isMore) throw new BadUserInputError(inputPath, `expected ${PASSWORD_RULE}.`);
}
