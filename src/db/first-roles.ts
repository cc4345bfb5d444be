import { readFileSync } from 'node:fs';
import type { Database } from './tables.js';

const descriptions: Readonly<Record<string, string>> = {
  guest: 'Looks at its own account.',
  user: 'Works with its own items and profile.',
  developer: 'A user who also looks at accounts and the audit trail.',
  admin: 'May be granted every scope.',
};

/** Gives a database without roles its first: those of schema/roles.json, each with its scopes. Leaves any other as it is. */
export async function addFirstRoles(db: Database): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const any = await transaction.selectFrom('roles').select('name').limit(1).executeTakeFirst();
    if (any) return;
    const roles = Object.entries(readRoles());
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('roles')
      .values(roles.map(([name]) => ({ name, description: descriptions[name] ?? name })))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    // Another process, which has started at the same time, has added them.
    if (!numInsertedOrUpdatedRows) return;
    const grants = roles.flatMap(([role, scopes]) => scopes.map((scope) => ({ role, scope })));
    await transaction.insertInto('role_scopes').values(grants).execute();
  });
}

/** Beside the SDL, as who can reach what follows from both. */
function readRoles(): Record<string, string[]> {
  return JSON.parse(readFileSync(new URL('../../schema/roles.json', import.meta.url), 'utf8'));
}
