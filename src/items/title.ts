import { readLine } from '../text-input.js';

const MOST_CHARACTERS = 200;

/** A title without the white space around it. @throws BadUserInputError unless it is a line of 1 to 200 characters */
export function readTitle(title: string, inputPath: string): string {
  return readLine(title, MOST_CHARACTERS, inputPath);
}
