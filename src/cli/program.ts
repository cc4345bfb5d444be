import type { Command } from 'commander';
import { addAccounts } from './accounts.js';
import type { Administer } from './administration.js';
import { addConfig } from './config.js';
import { addKeys } from './keys.js';
import { addMigrate } from './migrate.js';

/** Makes a program the command line of the server. */
export function addCommands(program: Command, administer: Administer): Command {
  program
    .name('npm run --silent cli --')
    .description(
      'Administers the database that DATABASE_URL or DATA_DIR names, and brings it up to date first. What is wrong with any ' +
        'other variable of the server is told too: docs/configuration.md lists all.',
    )
    .addHelpText(
      'afterAll',
      `
Exit codes:
  0  It is done.
  1  It could not be done, or the configuration or a file is not as it should be.
  2  The command is written wrongly, or names what is not there. Nothing was done.`,
    );
  addAccounts(program, administer);
  addKeys(program, administer);
  addMigrate(program, administer);
  addConfig(program);
  return program;
}
