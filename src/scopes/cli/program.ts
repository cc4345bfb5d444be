import type { Command } from 'commander';
import { addCheck } from './check.js';
import { addDocs } from './docs.js';
import { addExplain } from './explain.js';
import { addMatrix } from './matrix.js';

/** Makes a program the command line of the engine. */
export function addCommands(program: Command): Command {
  program
    .name('scopes')
    .description('Looks at scope directives, in SDL files alone.')
    .addHelpText(
      'afterAll',
      `
Environment:
  Nothing is read from it.

Exit codes:
  0  All is well.
  1  There is a fault, or a difference.
  2  The command is written wrongly, or what it names is not there.`,
    );
  addCheck(program);
  addExplain(program);
  addMatrix(program);
  addDocs(program);
  return program;
}
