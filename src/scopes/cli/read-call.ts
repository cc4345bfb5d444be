import { type ParseArgsConfig, parseArgs } from 'node:util';
import { didYouMean } from '../did-you-mean.js';
import type { Command, Operand, Program } from './command.js';
import { HELP, helpOn } from './help.js';
import { UsageError } from './usage-error.js';

/** What was asked for: a help text, or a command that only needs what it works with. */
export type Call<Context, Result> = { help: string } | { run: (context: Context) => Result };

/**
 * Reads a command line; does nothing yet.
 * @param argv what was written behind the name of the program
 * @throws UsageError where it is written wrongly, which names what was probably meant
 */
export function readCall<Context, Result>(
  program: Program<Context, Result>,
  argv: readonly string[],
): Call<Context, Result> {
  const args = argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv];
  const named = commandIn(program, args);
  return named ? readCommand(program, named, args) : readHelp(program, args);
}

/** The words that are known, of those with which a command line begins: a command, or the first of several. */
export function knownWords<Context, Result>({ commands }: Program<Context, Result>, argv: readonly string[]): string {
  const words = wordsOf(argv);
  const lengths = words.map((_, at) => words.slice(0, words.length - at).join(' '));
  return lengths.find((start) => commands.some(({ name }) => begins(name, start))) ?? '';
}

const begins = (name: string, start: string) => `${name} `.startsWith(`${start} `);

/** What comes before the first option. */
function wordsOf(argv: readonly string[]): string[] {
  const end = argv.findIndex((arg) => arg.startsWith('-'));
  return argv.slice(0, end < 0 ? argv.length : end);
}

function commandIn<Context, Result>({ commands }: Program<Context, Result>, args: readonly string[]) {
  const words = wordsOf(args).join(' ');
  return commands.find(({ name }) => name === '' || begins(words, name));
}

function readHelp<Context, Result>(program: Program<Context, Result>, args: string[]): { help: string } {
  const known = knownWords(program, args);
  const more = args.slice(known === '' ? 0 : known.split(' ').length);
  const [unknown] = wordsOf(more);
  if (unknown !== undefined) throw unknownCommand(program, `${known} ${unknown}`.trim());
  const { values } = parse(more, HELP);
  if (values.help) return { help: helpOn(program, known) };
  const names = program.commands.map(({ name }) => name).filter((name) => known === '' || begins(name, known));
  throw new UsageError(`Say which command: ${names.join(', ')}.`);
}

function unknownCommand<Context, Result>({ commands }: Program<Context, Result>, words: string): UsageError {
  const names = commands.flatMap(({ name }) => [name, name.split(' ', 1)[0] ?? '']);
  return new UsageError(`There is no command "${words}".${didYouMean(words, names)}`);
}

function readCommand<Context, Result>(
  program: Program<Context, Result>,
  command: Command<Context, Result>,
  args: readonly string[],
): Call<Context, Result> {
  const rest = args.slice(command.name === '' ? 0 : command.name.split(' ').length);
  const { values, positionals } = parse(rest, { ...command.options, ...HELP }, program.hint);
  if ('help' in values && values.help) return { help: helpOn(program, command.name) };
  requireOperands(program, command, positionals);
  return { run: (context) => command.run(context, positionals, values) };
}

function parse<const O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O, hint?: string) {
  const { tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(options, token.name)) continue;
    const written = Object.keys(options).map((name) => `--${name}`);
    const said = `There is no option ${token.rawName}.${didYouMean(token.rawName, written)}`;
    throw new UsageError(written.length > 1 ? said : withHint(said, hint));
  }
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function requireOperands<Context, Result>(
  { name: program, hint }: Program<Context, Result>,
  { name, operands }: Command<Context, Result>,
  given: readonly string[],
): void {
  const missing = operands.find((operand, at) => !operand.isList && given[at] === undefined);
  if (missing) throw new UsageError(`Give ${missing.name}: ${missing.summary}`);
  const superfluous = operands.some(isList) ? undefined : given[operands.length];
  if (superfluous === undefined) return;
  throw new UsageError(withHint(`${name || program} does not take ${JSON.stringify(superfluous)}.`, hint));
}

const withHint = (text: string, hint?: string) => (hint ? `${text} ${hint}` : text);

const isList = ({ isList }: Operand) => isList === true;
