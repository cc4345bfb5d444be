import type { Program } from '../scopes/cli/command.js';
import { accounts } from './accounts.js';
import type { OpenDatabase, Printed } from './administration.js';
import { config } from './config.js';
import { keys } from './keys.js';
import { migrate } from './migrate.js';

/** The command line of the server. */
export const program: Program<OpenDatabase, Printed> = {
  name: 'npm run --silent cli --',
  summary:
    'Administers the database that DATABASE_URL or DATA_DIR names, and brings it up to date first. What is wrong with any other ' +
    'variable of the server is told too: docs/configuration.md lists all.',
  commands: [...accounts, ...keys, migrate, ...config],
  exitCodes: [
    ['0', 'It is done.'],
    ['1', 'It could not be done, or the configuration or a file is not as it should be.'],
    ['2', 'The command is written wrongly, or names what is not there. Nothing was done.'],
  ],
};
