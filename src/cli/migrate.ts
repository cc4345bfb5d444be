import type { Command } from 'commander';
import type { Administer } from './administration.js';
import { DATABASE, usage } from './usage.js';

/** Every command brings the database up to date before it runs; this one does nothing else. */
export function addMigrate(program: Command, administer: Administer): void {
  program
    .command('migrate')
    .description('Brings the database up to date, as the server does when it starts, and every other command.')
    .addHelpText('after', usage('migrate', DATABASE))
    .action(() => administer(async () => 'The database is up to date.\n'));
}
