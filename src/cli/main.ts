import { ScopeQLError } from '../errors.js';
import { newProgram, run } from '../scopes/cli/run.js';
import { openDatabase } from './open-database.js';
import { addCommands } from './program.js';

// What it writes is its owner's alone: password hashes, signing keys.
process.umask(0o077);

try {
  await run(addCommands(newProgram(), async (use) => void process.stdout.write(await openDatabase(use))));
} catch (error) {
  // Only what is unexpected shows where it was thrown.
  console.error(error instanceof ScopeQLError ? error.explanation : error);
  process.exitCode = 1;
}
