import { BadUserInputError } from './errors.js';

/**
 * A line of text without the white space around it.
 * @param most characters (UTF-16 code units)
 * @throws BadUserInputError unless 1 to `most` are left, one of them visible, none of them a control character, a line
 *   separator or half a surrogate pair
 */
export function readLine(text: string, most: number, inputPath: string): string {
  const line = text.trim();
  const wellFormed = line.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(line) && /[^\p{Z}\p{C}]/u.test(line);
  if (wellFormed && line.length >= 1 && line.length <= most) return line;
  throw new BadUserInputError(inputPath, `expected 1 to ${most} characters on one line.`);
}
