import type { KyselyPlugin } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMAND_LINE } from '../../../../src/audit/event.js';
import { findOutsideAccount } from '../../../../src/auth/outside/accounts.js';
import type { OutsideToken } from '../../../../src/auth/outside/tokens.js';
import { connect } from '../../../../src/db/connect.js';
import type { Database } from '../../../../src/db/tables.js';
import { authorityOver } from '../../../support/authority.js';
import { FakeClock } from '../../../support/clock.js';
import { databases } from '../../../support/databases.js';

const token: OutsideToken = {
  issuer: {
    issuer: 'https://id.example',
    audience: 'x',
    algorithms: ['ES256'],
    tokenType: 'at+jwt',
    createAccounts: true,
    roles: ['guest'],
  },
  subject: 'carol',
  scopes: [],
  roles: [],
  digest: 'd',
  issuedAt: 1,
  expiresAt: 2,
};

/** The database, where something happens once, right after the query that has this number. */
function interrupted(db: Database, after: number, happens: () => Promise<unknown>): Database {
  let queries = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      queries += 1;
      if (queries === after) await happens();
      return result;
    },
  };
  return db.withPlugin(plugin);
}

describe.each(databases)('on $name', (database) => {
  test.each([1, 2])(
    'a first request that another overtakes after its query %i finds the same account',
    async (after) => {
      const { dataDir, databaseUrl, dispose } = await database.create();
      onTestFinished(dispose);
      const open = () => {
        const opened = connect({ url: databaseUrl, file: `${dataDir}/scopeql.db` });
        onTestFinished(() => opened.destroy());
        return opened;
      };
      const [db, other] = [open(), open()];
      const { now } = new FakeClock();
      await authorityOver(db, now);
      const find = (on: Database) => findOutsideAccount(on, token, COMMAND_LINE, now());
      let faster: Awaited<ReturnType<typeof find>>;
      const overtaken = interrupted(db, after, async () => {
        faster = await find(other);
      });
      const slower = await find(overtaken);
      expect(faster).toBeDefined();
      expect(slower).toEqual(faster);
    },
  );
});
