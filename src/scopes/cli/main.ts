#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { addCommands } from './program.js';

const base = new Command()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .showHelpAfterError('Add --help to see how it is used.');
const program = addCommands(base);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof InvalidArgumentError) program.error(`error: ${error.message}`);
  throw error;
}
