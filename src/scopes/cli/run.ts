import type { Outcome, Program } from './command.js';
import { knownWords, readCall } from './read-call.js';
import { UsageError } from './usage-error.js';

/**
 * Runs what a command line asks for. Prints its help, or what it says, on stdout with exit code 0; on stderr what is not well, with
 * 1, and what is written wrongly, with 2 and where the help is.
 * @throws what the command throws, if that is no UsageError
 */
export async function run<Context>(
  program: Program<Context, Outcome | Promise<Outcome>>,
  argv: readonly string[],
  context: Context,
): Promise<void> {
  try {
    const call = readCall(program, argv);
    const { ok, text } = 'help' in call ? { ok: true, text: call.help } : await call.run(context);
    (ok ? process.stdout : process.stderr).write(text);
    if (!ok) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const help = [program.name, knownWords(program, argv), '--help'].filter(Boolean).join(' ');
    process.stderr.write(`${error.message}\nTry: ${help}\n`);
    process.exitCode = 2;
  }
}
