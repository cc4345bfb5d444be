import { environmentHelp } from './configuration-reference.js';

const HELP = `Usage: node dist/server/main.js

Starts the server. The environment alone says how, docs/configuration.md at more length; npm start builds it before.

Options:
  -h, --help  Says this.

${environmentHelp()}
Exit codes:
  0  It was told to stop, and did in order.
  1  It could not start, or something failed: what, is on stderr or in the log.
  2  Something was written behind it that it does not take.
`;

/**
 * Answers what is written behind the name of the server: `--help`, `-h` and `help`, and nothing else.
 * @returns the exit code
 */
export function answerArguments(args: readonly string[]): 0 | 2 {
  if (args.length === 1 && ['--help', '-h', 'help'].includes(args[0] ?? '')) {
    process.stdout.write(HELP);
    return 0;
  }
  const given = args.map((arg) => JSON.stringify(arg)).join(' ');
  process.stderr.write(`The server does not take ${given}: variables configure it, which --help lists.\n`);
  return 2;
}
