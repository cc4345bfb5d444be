import { check } from './check.js';
import type { Outcome, Program } from './command.js';
import { explain } from './explain.js';
import { matrix } from './matrix.js';

/** The command line of the engine. */
export const scopes: Program<void, Outcome> = {
  name: 'scopes',
  summary: 'Looks at scope directives, in SDL files alone.',
  commands: [check, explain, matrix],
  hint: 'SDL is given with --schema.',
  exitCodes: [
    ['0', 'All is well.'],
    ['1', 'There is a fault, or a difference.'],
    ['2', 'The command is written wrongly, or what it names is not there.'],
  ],
};
