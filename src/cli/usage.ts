import { environmentHelp } from '../configuration-reference.js';

/** What says where the database is. */
export const DATABASE = ['DATABASE_URL', 'DATA_DIR'];

/** What `--help` says of a command last. @param reads the variables that it reads; left out, all */
export function usage(example: string, reads?: readonly string[]): string {
  return `\n${environmentHelp(reads)}\nExample:\n  npm run --silent cli -- ${example}`;
}
