import { Command, InvalidArgumentError } from 'commander';
import { ScopeQLError } from '../errors.js';
import { openDatabase } from './open-database.js';
import { addCommands } from './program.js';

// What it writes is its owner's alone: password hashes, signing keys.
process.umask(0o077);

const base = new Command()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .showHelpAfterError('Add --help to see how it is used.');
const program = addCommands(base, async (use) => void process.stdout.write(await openDatabase(use)));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof InvalidArgumentError) program.error(`error: ${error.message}`);
  // Only what is unexpected shows where it was thrown.
  console.error(error instanceof ScopeQLError ? error.explanation : error);
  process.exitCode = 1;
}
