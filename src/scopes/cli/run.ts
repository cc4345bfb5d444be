import type { Program } from './command.js';
import { knownWords, readCall } from './read-call.js';
import { UsageError } from './usage-error.js';

/**
 * Reads a command line. Prints the help that it asks for, or what is wrong with it, with exit code 2.
 * @returns the command that is to be run, if any
 */
export function readOrTell<Context, Result>(
  program: Program<Context, Result>,
  argv: readonly string[],
): ((context: Context) => Result) | undefined {
  try {
    const call = readCall(program, argv);
    if ('run' in call) return call.run;
    process.stdout.write(call.help);
  } catch (error) {
    tellMisuse(program, argv, error);
  }
  return undefined;
}

/** Says what is written wrongly, with exit code 2, and where the help is. @throws any other error again */
export function tellMisuse<Context, Result>(
  program: Program<Context, Result>,
  argv: readonly string[],
  error: unknown,
): void {
  if (!(error instanceof UsageError)) throw error;
  const help = [program.name, knownWords(program, argv), '--help'].filter(Boolean).join(' ');
  process.stderr.write(`${error.message}\nTry: ${help}\n`);
  process.exitCode = 2;
}
