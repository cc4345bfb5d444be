import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, type CommandUnknownOpts } from 'commander';
import { describe, expect, test } from 'vitest';
import { addCommands } from '../../src/cli/program.js';
import { addCommands as addScopesCommands } from '../../src/scopes/cli/program.js';
import { variables } from '../../src/variables.js';
import { builtFile, temporaryFolder } from '../support/processes.js';

/** Runs a built program where every variable is wrong: whoever reads them first says so. */
async function runIn(file: string, ...args: string[]) {
  const folder = await temporaryFolder();
  const env = { PATH: process.env.PATH, PORT: 'x', WORKERS: 'x', DATA_DIR: join(folder, 'data') };
  const ended = spawnSync(process.execPath, [builtFile(file), ...args], { cwd: folder, env, encoding: 'utf8' });
  expect(existsSync(env.DATA_DIR)).toBe(false);
  return ended;
}

/** The lines of a section: what stands in the first column. */
function shownIn(help: string, title: string): string[] {
  const [, text = ''] = new RegExp(`^${title}:\n((?: {2}.*\n)+)`, 'm').exec(help) ?? [];
  return [...text.matchAll(/^ {2}(\S.*?)(?: {2}|$)/gm)].map(([, name = '']) => name);
}

/** The words that call each command which does something. */
function callsOf({ commands }: CommandUnknownOpts): string[][] {
  return commands.flatMap((each) => {
    const name = each.name();
    return each.commands.length === 0 ? [[name]] : callsOf(each).map((words) => [name, ...words]);
  });
}

/** What a command line prints that ends the process: help. */
function printed(addTo: (program: Command) => Command, argv: readonly string[]): string {
  let text = '';
  const writeOut = (more: string) => {
    text += more;
  };
  const program = addTo(new Command().exitOverride().configureOutput({ writeOut }));
  expect(() => program.parse(argv, { from: 'user' })).toThrow('(outputHelp)');
  return text;
}

const addCli = (program: Command) => addCommands(program, () => Promise.reject(new Error('No database is needed.')));
const DATABASE = ['DATABASE_URL', 'DATA_DIR'];
const NOTHING = ['Nothing is read from it.'];
const READS: Readonly<Record<string, readonly string[]>> = {
  'accounts link': [...DATABASE, 'OIDC_ISSUERS'],
  'keys list': [...DATABASE, 'JWT_KEYS'],
  'keys rotate': [...DATABASE, 'JWT_KEYS'],
  'keys retire': [...DATABASE, 'JWT_KEYS'],
  'config check': Object.keys(variables),
  'config docs': NOTHING,
};

/** Options without which a command does not look at others, each with a value. */
function requiredOf(program: CommandUnknownOpts, words: readonly string[]): string[] {
  const called = words.reduce((at, word) => at.commands.find((each) => each.name() === word) ?? at, program);
  return called.options.filter(({ mandatory }) => mandatory).flatMap(({ long }) => [long ?? '', 'x']);
}

describe.each([
  ['cli/main.js', addCli, DATABASE],
  ['scopes/cli/main.js', addScopesCommands, NOTHING],
])('%s', (file, addTo, usuallyReads) => {
  const program = addTo(new Command());
  const groups = program.commands.filter(({ commands }) => commands.length > 0);

  test.each(callsOf(program).map((words) => [words.join(' '), words] as const))(
    '%s --help shows all that there is to know, and a misspelt option is named',
    async (name, words) => {
      const { status, stdout, stderr } = await runIn(file, ...words, '--help');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`^Usage: ${program.name()} ${name} \\[options\\]`));
      expect(stdout).toContain(`Example:\n  ${program.name()} ${name}`);
      expect(shownIn(stdout, 'Options')).toContain('-h, --help');
      expect(shownIn(stdout, 'Exit codes')).toEqual(['0', '1', '2']);
      expect(shownIn(stdout, 'Environment').toSorted()).toEqual((READS[name] ?? usuallyReads).toSorted());
      const misspelt = await runIn(file, ...words, ...requiredOf(program, words), '--no-such-option');
      expect(misspelt).toMatchObject({ status: 2, stdout: '' });
      expect(misspelt.stderr).toMatch(/^error: .*'--no-such-option'.*\nAdd --help to see how it is used\.\n$/);
    },
  );

  test('--help lists the commands, as does stderr where there is none', async () => {
    const { status, stdout } = await runIn(file, '--help');
    expect(status).toBe(0);
    const listed = shownIn(stdout, 'Commands').map((line) => line.split(' ', 1)[0]);
    expect(listed.filter(Boolean)).toEqual([...program.commands.map((each) => each.name()), 'help']);
    expect(await runIn(file)).toMatchObject({ status: 2, stdout: '', stderr: stdout });
  });

  test.each([[], ...groups.map((group) => [group.name()]), ...callsOf(program)].map((words) => ({ words })))(
    '-h and help say what --help says of $words',
    ({ words }) => {
      const told = printed(addTo, [...words, '--help']);
      expect(told).toContain(`Usage: ${[program.name(), ...words].join(' ')} `);
      expect(printed(addTo, [...words, '-h'])).toBe(told);
      expect(printed(addTo, [...words.slice(0, -1), 'help', ...words.slice(-1)])).toBe(told);
    },
  );
});

test('the help of a command tells its arguments, and its options with their values and defaults', () => {
  const rotate = printed(addCli, ['keys', 'rotate', '--help']).replace(/\n {3,}/g, ' ');
  expect(rotate).toContain('--alg <alg>  what it signs with (choices: "ES256", "EdDSA", "RS256", default: "ES256")\n');
  const create = printed(addCli, ['accounts', 'create', '--help']);
  expect(shownIn(create, 'Arguments')).toEqual(['name']);
  expect(create).toContain('a role that it has; may be repeated (default: none)\n');
  const explain = printed(addScopesCommands, ['explain', '--help']);
  expect(shownIn(explain, 'Arguments')).toEqual(['operation']);
  const options = ['--schema', '--no-strict', '--operation', '--variables', '--scopes', '-h,'];
  expect(shownIn(explain, 'Options').map((shown) => shown.split(' ', 1)[0])).toEqual(options);
});

test('cli accounts --help lists the commands of accounts alone, as does stderr where there is none', async () => {
  const { status, stdout } = await runIn('cli/main.js', 'accounts', '--help');
  expect(status).toBe(0);
  expect(stdout).toContain('link [options] <name>');
  expect(stdout).not.toContain('keys');
  expect(await runIn('cli/main.js', 'accounts')).toMatchObject({ status: 2, stdout: '', stderr: stdout });
});

test.each([
  ['cli/main.js', ['acounts', 'list'], "unknown command 'acounts'\n(Did you mean accounts?)"],
  ['cli/main.js', ['accounts', 'crate'], "unknown command 'crate'\n(Did you mean create?)"],
  ['cli/main.js', ['accounts', 'list', '--serch'], "unknown option '--serch'\n(Did you mean --search?)"],
  ['cli/main.js', ['accounts', 'disable'], "missing required argument 'name'"],
  ['cli/main.js', ['accounts', 'disable', 'Ada!'], 'Expected a user name'],
  ['cli/main.js', ['accounts', 'list', 'ada'], "too many arguments for 'list'"],
  ['cli/main.js', ['keys', 'rotate', '--alg', 'HS256'], 'Allowed choices are ES256, EdDSA, RS256.'],
  ['scopes/cli/main.js', ['matrx'], "unknown command 'matrx'\n(Did you mean matrix?)"],
  ['scopes/cli/main.js', ['check', '--shema', 'x'], '(Did you mean --schema?)'],
  ['server/main.js', ['--hlep'], 'The server does not take "--hlep"'],
  ['server/main.js', ['--port', '80'], 'The server does not take "--port" "80": variables configure it'],
  ['server/main.js', ['start', '--help'], 'The server does not take "start" "--help"'],
])('%s %j ends with 2, and says what was meant and where the help is', async (file, args, said) => {
  const { status, stdout, stderr } = await runIn(file, ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(said);
  expect(stderr).toMatch(/--help.*\n$/);
});

test('the server’s --help lists every variable that is read, and starts nothing', async () => {
  for (const asked of ['--help', '-h', 'help']) {
    const { status, stdout, stderr } = await runIn('server/main.js', asked);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(shownIn(stdout, 'Environment').filter(Boolean)).toEqual(Object.keys(variables));
  }
});
