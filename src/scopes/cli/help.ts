import type { Command, Line, Operand, Options, Program } from './command.js';

/** Of every command. */
export const HELP = { help: { type: 'boolean', short: 'h', summary: 'Says this.' } } as const satisfies Options;

const WIDTH = 110;
const NOTHING_READ = 'Environment:\n  Nothing is read from it.';

/** The help of the commands whose names begin with these words: of one, or of a list. */
export function helpOn<Context, Result>(program: Program<Context, Result>, words: string): string {
  const exact = program.commands.find(({ name }) => name === words);
  return exact ? helpOnCommand(program, exact) : helpOnList(program, words);
}

function helpOnList<Context, Result>(program: Program<Context, Result>, words: string): string {
  const { commands, exitCodes, summary } = program;
  const listed = commands.filter(({ name }) => words === '' || name.startsWith(`${words} `));
  const variables = new Set(listed.flatMap(({ environment }) => environment.map(([name]) => name)));
  return document(
    `Usage: ${typed(program, words)} COMMAND …`,
    wrap(summary, WIDTH).join('\n'),
    section(
      'Commands',
      listed.map((each) => [synopsis(each), each.summary]),
    ),
    section('Options', optionLines(HELP)),
    variables.size > 0 ? `Environment:\n${indent(wrap([...variables].join(', '), WIDTH - 2))}` : NOTHING_READ,
    section('Exit codes', exitCodes),
    `Of one command: ${typed(program, 'COMMAND')} --help`,
  );
}

function helpOnCommand<Context, Result>(program: Program<Context, Result>, command: Command<Context, Result>): string {
  const { operands, options, environment, example } = command;
  return document(
    `Usage: ${typed(program, synopsis(command))}`,
    wrap(command.summary, WIDTH).join('\n'),
    section(
      'Arguments',
      operands.map(({ name, summary }) => [name, summary]),
    ),
    section('Options', optionLines({ ...options, ...HELP })),
    section('Environment', environment) || NOTHING_READ,
    section('Exit codes', program.exitCodes),
    `Example:\n  ${typed(program, example)}`,
  );
}

/** How it is typed: `accounts create NAME [options]`. */
function synopsis<Context, Result>({ name, operands, options }: Command<Context, Result>): string {
  const parts = [name, ...operands.map(operandName), ...(Object.keys(options).length > 0 ? ['[options]'] : [])];
  return parts.filter(Boolean).join(' ');
}

const operandName = ({ name, isList }: Operand) => (isList ? `[${name}]...` : name);

const typed = <Context, Result>({ name }: Program<Context, Result>, rest: string) => `${name} ${rest}`.trimEnd();

function optionLines(options: Options): Line[] {
  return Object.entries(options).map(([name, { value, summary, short, multiple, default: usual }]) => {
    const written = value && usual?.toString();
    const said = [summary, multiple ? 'May be repeated.' : '', written ? `Default: ${written}.` : ''];
    const left = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    return [left, said.filter(Boolean).join(' ')];
  });
}

function section(title: string, lines: readonly Line[]): string {
  return lines.length === 0 ? '' : `${title}:\n${formatLines(lines)}`;
}

/** In two columns, the second of which is wrapped; a name that is too long for the first has a line of its own. */
function formatLines(lines: readonly Line[]): string {
  const widest = Math.max(...lines.map(([name]) => name.length));
  const left = Math.min(widest, 28);
  const rows = lines.flatMap(([name, summary]) => {
    const [first = '', ...more] = wrap(summary, WIDTH - left - 4);
    const head = name.length > left ? [name, `${' '.repeat(left)}  ${first}`] : [`${name.padEnd(left)}  ${first}`];
    return [...head, ...more.map((line) => `${' '.repeat(left)}  ${line}`)];
  });
  return indent(rows);
}

const indent = (lines: readonly string[]) => lines.map((line) => `  ${line}`.trimEnd()).join('\n');

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

function document(...parts: string[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
