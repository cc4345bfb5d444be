import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { program as cli } from '../../src/cli/program.js';
import type { Command, Line, Program } from '../../src/scopes/cli/command.js';
import { scopes } from '../../src/scopes/cli/commands.js';
import { readCall } from '../../src/scopes/cli/read-call.js';
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

/** Without what stands for a value. */
const optionsIn = (help: string) => shownIn(help, 'Options').map((shown) => shown.replace(/ [^-].*$/, ''));

const names = (lines: readonly Line[]) => lines.map(([name]) => name);
const words = ({ name }: { name: string }) => name.split(' ').filter(Boolean);

const programs: readonly [name: string, file: string, declared: Program<never, unknown>][] = [
  ['cli', 'cli/main.js', cli],
  ['scopes', 'scopes/cli/main.js', scopes],
];

describe.each(programs)('%s', (_, file, program) => {
  test.each(program.commands.map((each) => [each.name, each] as const))(
    '%s --help shows the options that are parsed, and all else that there is to know',
    async (_, declared: Command<never, unknown>) => {
      const { status, stdout, stderr } = await runIn(file, ...words(declared), '--help');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`^Usage: ${program.name} ${declared.name}`));
      expect(stdout).toContain(`Example:\n  ${program.name} ${declared.name}`);
      expect(shownIn(stdout, 'Arguments')).toEqual(declared.operands.map(({ name }) => name));
      expect(shownIn(stdout, 'Exit codes')).toEqual(['0', '1', '2']);
      const read = names(declared.environment);
      expect(shownIn(stdout, 'Environment')).toEqual(read.length > 0 ? read : ['Nothing is read from it.']);
      const shown = optionsIn(stdout);
      expect(shown).toEqual([...Object.keys(declared.options).map((name) => `--${name}`), '-h, --help']);
      const given = shown.slice(0, -1).flatMap((option) => {
        return declared.options[option.slice(2)]?.type === 'string' ? [option, 'x'] : [option];
      });
      const misspelt = await runIn(file, ...words(declared), ...given, '--no-such-option');
      expect(misspelt).toMatchObject({ status: 2, stdout: '' });
      expect(misspelt.stderr).toContain('There is no option --no-such-option.');
    },
  );

  test('--help lists the commands', async () => {
    const { status, stdout } = await runIn(file, '--help');
    expect(status).toBe(0);
    const listed = shownIn(stdout, 'Commands').filter(Boolean);
    for (const { name } of program.commands) expect(listed.some((line) => line.startsWith(name))).toBe(true);
    expect(listed).toHaveLength(program.commands.length);
  });

  test('-h and help say what --help says', () => {
    for (const each of [{ name: '' }, ...program.commands]) {
      const told = readCall(program, [...words(each), '--help']);
      expect(told).toHaveProperty('help');
      expect(readCall(program, [...words(each), '-h'])).toEqual(told);
      expect(readCall(program, ['help', ...words(each)])).toEqual(told);
    }
  });
});

test('cli accounts --help lists the commands of accounts alone', async () => {
  const { status, stdout } = await runIn('cli/main.js', 'accounts', '--help');
  expect(status).toBe(0);
  expect(stdout).toContain('accounts link NAME [options]');
  expect(stdout).not.toContain('keys');
});

test.each([
  ['cli/main.js', ['acounts', 'list'], 'There is no command "acounts". Did you mean "accounts"?', '--help'],
  ['cli/main.js', ['accounts', 'crate'], 'Did you mean "accounts create"?', 'accounts --help'],
  ['cli/main.js', ['keys'], 'Say which command: keys list, keys rotate, keys retire.', 'keys --help'],
  ['cli/main.js', ['accounts', 'list', '--serch'], 'Did you mean "--search"?', 'accounts list --help'],
  ['scopes/cli/main.js', ['matrx'], 'There is no command "matrx". Did you mean "matrix"?', '--help'],
  ['scopes/cli/main.js', ['check', '--shema', 'x'], 'Did you mean "--schema"?', 'check --help'],
  ['server/main.js', ['--hlep'], 'There is no option --hlep. Did you mean "--help"?', '--help'],
  [
    'server/main.js',
    ['--port', '80'],
    'There is no option --port. It is configured by environment variables.',
    '--help',
  ],
  ['server/main.js', ['start'], 'does not take "start". It is configured by environment variables.', '--help'],
])('%s %j ends with 2, and says what was meant and where the help is', async (file, args, said, help) => {
  const { status, stdout, stderr } = await runIn(file, ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(said);
  expect(stderr).toMatch(new RegExp(`\nTry: .* ${help}\n$`));
});

test('the server’s --help lists every variable that is read, and starts nothing', async () => {
  for (const asked of ['--help', '-h', 'help']) {
    const { status, stdout, stderr } = await runIn('server/main.js', asked);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(shownIn(stdout, 'Environment').filter(Boolean)).toEqual(Object.keys(variables));
  }
});
