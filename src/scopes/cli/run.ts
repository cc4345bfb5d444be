import { Command, InvalidArgumentError } from 'commander';

/** A program without commands. What is written wrongly ends the process with 2. */
export function newProgram(): Command {
  return new Command()
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .showHelpAfterError('Add --help to see how it is used.');
}

/** Runs the command that the process was called with. @throws what it throws, but for InvalidArgumentError, which is told as above */
export async function run(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof InvalidArgumentError) program.error(`error: ${error.message}`);
    throw error;
  }
}
