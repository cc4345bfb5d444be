import { readLine } from '../text-input.js';
import type { ProfileChanges } from './store.js';

const MOST_NAME_CHARACTERS = 100;

/**
 * Checks what somebody wants to change in their profile.
 * @param inputPath where the changes stand in the request, for the error
 * @throws BadUserInputError where the full name is not a line of 1 to 100 characters
 */
export function readProfileChanges(changes: ProfileChanges, inputPath: string): ProfileChanges {
  const { fullName } = changes;
  if (fullName == null) return changes;
  return { ...changes, fullName: readLine(fullName, MOST_NAME_CHARACTERS, `${inputPath}.fullName`) };
}
