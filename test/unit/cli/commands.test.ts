import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createPasswords } from '../../../src/auth/passwords.js';
import type { Administer, Administration } from '../../../src/cli/administration.js';
import { addCommands } from '../../../src/cli/program.js';
import { connect } from '../../../src/db/connect.js';
import { addFirstRoles } from '../../../src/db/first-roles.js';
import { migrate } from '../../../src/db/migrate.js';
import { ScopeQLError } from '../../../src/errors.js';
import { issuerSettings } from '../../../src/outside-issuers.js';
import { variables } from '../../../src/variables.js';
import { FakeClock } from '../../support/clock.js';
import { makeFolder, removeFolder } from '../../support/folders.js';
import { FAST_HASHING } from '../../support/hashing.js';

/** The command line, which throws what it would say on stderr and end the process with. */
function commandLine(administer: Administer) {
  const program = addCommands(new Command().exitOverride().configureOutput({ writeErr: () => undefined }), administer);
  return (argv: readonly string[]) => program.parseAsync(argv, { from: 'user' });
}

/** A production database without accounts, and the commands over it. */
async function start(given: Partial<Administration> = {}) {
  const clock = new FakeClock();
  const db = connect({ file: ':memory:' });
  onTestFinished(() => db.destroy());
  await migrate(db);
  await addFirstRoles(db);
  const administration: Administration = {
    db,
    now: clock.now,
    passwords: await createPasswords(FAST_HASHING),
    catalogue: ['me', 'items'],
    issuers: ['https://id.example'],
    hasGivenKeys: false,
    ...given,
  };
  const run = async (...argv: string[]) => {
    let said = '';
    await commandLine(async (use) => {
      said = await use(administration);
    })(argv);
    return said;
  };
  const accounts = (...args: string[]) => run('accounts', ...args);
  const keys = (...args: string[]) => run('keys', ...args);
  const events = async () => {
    const rows = await db.selectFrom('audit_events').select(['kind', 'client', 'actor_id']).orderBy('id').execute();
    for (const { client, actor_id } of rows) expect([client, actor_id]).toEqual(['command line', null]);
    return rows.map(({ kind }) => kind);
  };
  return { db, clock, accounts, keys, events };
}

describe('accounts', () => {
  test('are created, listed, given roles, disabled and enabled, and the audit trail tells of it', async () => {
    const { accounts, events } = await start();
    expect(await accounts('create', 'ada', '--without-password', '--role', 'admin', '--full-name', 'Ada L.')).toBe(
      'ada is there, with the role admin.\n',
    );
    await accounts('create', 'bob', '--without-password');
    expect(await accounts('set-roles', 'bob', 'user', 'developer')).toBe('bob has the roles user, developer.\n');
    expect(await accounts('disable', 'bob')).toBe('bob is disabled, and its sessions have ended.\n');
    expect((await accounts('list')).trim().split('\n').slice(1).toSorted()).toEqual([
      'ada   person  admin           2026-11-24T12:00:00.000Z  in use',
      'bob   person  developer user  2026-11-24T12:00:00.000Z  disabled since 2026-11-24T12:00:00.000Z',
    ]);
    expect(await accounts('list', '--search', 'ADA')).not.toContain('bob');
    expect(await accounts('enable', 'bob')).toBe('bob may sign in.\n');
    expect(await accounts('set-roles', 'bob')).toBe('bob has no role.\n');
    expect(await events()).toEqual([
      'AccountCreated',
      'AccountCreated',
      'RolesChanged',
      'AccountDisabled',
      'SessionEnded',
      'AccountEnabled',
      'RolesChanged',
    ]);
  });

  test('of machines tell a secret once, and two at most', async () => {
    const { accounts, db } = await start();
    const [said, secret] = (await accounts('create', 'robot', '--machine', '--role', 'user'))
      .trim()
      .split('\n')
      .slice(1);
    expect(said).toBe('Its client id is robot, and a secret, told this once:');
    expect(secret).toMatch(/^[\w-]{43}$/);
    await accounts('add-secret', 'robot');
    await expect(accounts('add-secret', 'robot')).rejects.toThrow('has 2 secrets already');
    expect(await db.selectFrom('passwords').selectAll().execute()).toEqual([]);
  });

  test('are linked with whom an outside issuer vouches for, once', async () => {
    const { accounts, db } = await start();
    for (const name of ['ada', 'bob']) await accounts('create', name, '--without-password');
    const link = (name: string) => accounts('link', name, '--issuer', 'https://id.example', '--subject', 'x');
    expect(await link('ada')).toBe('ada is whom https://id.example calls x.\n');
    await expect(link('bob')).rejects.toThrow('has an account already');
    await expect(accounts('link', 'bob', '--issuer', 'https://id.example/', '--subject', 'y')).rejects.toThrow(
      'OIDC_ISSUERS does not name https://id.example/. Did you mean "https://id.example"?',
    );
    expect(await db.selectFrom('outside_identities').selectAll().execute()).toHaveLength(1);
  });

  test('keep their last administrator', async () => {
    const { accounts } = await start();
    await accounts('create', 'ada', '--without-password', '--role', 'admin');
    await accounts('link', 'ada', '--issuer', 'https://id.example', '--subject', 'x');
    for (const command of [
      ['disable', 'ada'],
      ['set-roles', 'ada', 'user'],
    ]) {
      await expect(accounts(...command)).rejects.toThrow('Somebody must be left');
    }
  });

  test.each([
    ['a command that does not exist', ['__proto__'], "unknown command '__proto__'"],
    ['no name', ['disable'], "missing required argument 'name'"],
    ['two names', ['disable', 'ada', 'bob'], "too many arguments for 'disable'"],
    ['a name that none can be', ['disable', 'Ada!'], 'Expected a user name'],
    ['nobody', ['disable', 'nobody'], 'There is no account named nobody'],
    ['half a link', ['link', 'ada', '--issuer', 'x'], "required option '--subject <subject>' not specified"],
  ])('%s is a command that is written wrongly', async (_, args, message) => {
    const { accounts, events } = await start();
    await expect(accounts(...args)).rejects.toThrow(message);
    await expect(accounts(...args)).rejects.toBeInstanceOf(CommanderError);
    expect(await events()).toEqual([]);
  });

  test.each([[['create', 'ada', '--password', 'secret']], [['list', '--serch', 'x']], [['list', 'ada']]])(
    'an option or argument that there is not is refused: %j',
    async (args) => {
      const { accounts, events } = await start();
      await expect(accounts(...args)).rejects.toBeInstanceOf(CommanderError);
      expect(await events()).toEqual([]);
    },
  );

  test('a role that does not exist is told with the nearest', async () => {
    const { accounts } = await start();
    const failure = accounts('create', 'ada', '--without-password', '--role', 'adnim');
    await expect(failure).rejects.toThrow('Did you mean "admin"?');
    await expect(failure).rejects.toBeInstanceOf(ScopeQLError);
  });
});

describe('keys', () => {
  test('are rotated, listed and retired', async () => {
    const { keys, clock, events } = await start();
    await keys('rotate');
    clock.advance({ hours: 1 });
    const [, second = '', first = ''] = (await keys('rotate', '--alg', 'EdDSA')).split('\n');
    expect(second).toMatch(/^[\w-]{43} {2}EdDSA {2}pending {2}2026-11-24T13:06:00\.000Z$/);
    expect(first).toMatch(/^[\w-]{43} {2}ES256 {2}signing {2}2026-11-24T12:00:00\.000Z {2}2026-11-25T01:07:00\.000Z$/);
    const [kid = ''] = second.split(' ');
    expect((await keys('retire', kid)).trim().split('\n')).toHaveLength(2);
    expect(await events()).toEqual(['KeyRotated', 'KeyRotated', 'KeyRetired']);
    expect(await keys('list')).not.toContain(kid);
  });

  test.each([`-h${'x'.repeat(41)}`, `--${'x'.repeat(41)}`])('are retired though an id is %s', async (kid) => {
    const { db, keys, clock } = await start();
    await keys('rotate');
    await keys('rotate');
    await db.updateTable('signing_keys').set({ kid }).where('signs_from', '>', clock.time).execute();
    expect(await keys('list')).toContain(kid);
    expect(await keys('retire', kid)).not.toContain(kid);
  });

  test('that JWT_KEYS gives are changed there', async () => {
    const { keys, events } = await start({ hasGivenKeys: true });
    for (const args of [['list'], ['rotate'], ['retire', 'x'.repeat(43)]]) {
      await expect(keys(...args)).rejects.toThrow('The keys are those of JWT_KEYS');
    }
    expect(await events()).toEqual([]);
  });

  test.each([
    [['rotate', '--alg', 'HS256'], 'Allowed choices are ES256, EdDSA, RS256'],
    [['retire'], "missing required argument 'kid'"],
    [['retire', '--all'], "argument value '--all' is invalid for argument 'kid'"],
    [['retire', 'a', 'b'], "too many arguments for 'retire'"],
  ])('%j is written wrongly', async (args, message) => {
    const { keys, events } = await start();
    await expect(keys(...args)).rejects.toThrow(message);
    expect(await events()).toEqual([]);
  });
});

describe('config', () => {
  /** @returns what it says, on stdout if all is well, else on stderr */
  async function run(...argv: string[]) {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      await commandLine(() => Promise.reject(new Error('No database is needed.')))(['config', ...argv]);
      const told = (stream: typeof stdout) => stream.mock.calls.join('');
      return { text: told(stdout), faults: told(stderr), exitCode: process.exitCode };
    } finally {
      process.exitCode = undefined;
      stdout.mockRestore();
      stderr.mockRestore();
    }
  }

  test('docs prints every variable and every setting of an outside issuer, with default and values', async () => {
    const { text } = await run('docs');
    for (const name of [...Object.keys(variables), ...Object.keys(issuerSettings)]) {
      expect(text.split('\n')).toContainEqual(
        expect.stringMatching(`^\\| \`${name}\` \\| [^|]+ \\| [^|]+ \\| [^|]+ \\|$`),
      );
    }
    expect(text).toContain(
      '| `PORT` | The port to listen on; 0 picks a free one. | a whole number from 0 to 65535 | `4000` |',
    );
  });

  test('docs --check tells a file that says something else, and which lines', async () => {
    const { text } = await run('docs');
    const folder = makeFolder({ 'same.md': text, 'other.md': text.replace('`4000`', '`80`') });
    onTestFinished(() => removeFolder(folder));
    expect(await run('docs', '--check', join(folder, 'same.md'))).toMatchObject({ faults: '', exitCode: undefined });
    const { text: said, faults, exitCode } = await run('docs', '--check', join(folder, 'other.md'));
    expect({ said, exitCode }).toEqual({ said: '', exitCode: 1 });
    expect(faults).toMatch(/^- .*`80`.*\n\+ .*`4000`.*\n.*npm run config:docs/m);
  });

  test('check says the faults of the environment', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('PORT', '1');
    expect(await run('check')).toMatchObject({ text: 'The configuration is without fault.\n', faults: '' });
    vi.stubEnv('PORT', 'x');
    await expect(run('check')).rejects.toThrow('PORT: expected a whole number');
  });
});
