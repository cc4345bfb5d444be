import { randomBytes, randomUUID } from 'node:crypto';
import type { Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Database } from '../db/tables.js';
import type { Account } from '../principal.js';
import { accountColumns, insertRoles } from '../users/store.js';
import type { OutsideToken } from './outside-tokens.js';

/**
 * The account of whom an outside issuer vouches for, matched by issuer and subject alone; created where the issuer is
 * configured so. A name or an address in the token matches nobody, as the issuer may let people choose those.
 * @returns undefined where there is none, it is disabled, or the token was signed out
 */
export async function findOutsideAccount(
  db: Database,
  token: OutsideToken,
  origin: Origin,
  now: number,
): Promise<Account | undefined> {
  const known = await isKnown(db, token);
  if (!known && token.issuer.createAccounts) await createOutsideAccount(db, token, origin, now);
  return findUsable(db, token);
}

async function isKnown(db: Database, { issuer, subject }: OutsideToken): Promise<boolean> {
  const row = await db
    .selectFrom('outside_identities')
    .select('account_id')
    .where('issuer', '=', issuer.issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row !== undefined;
}

async function findUsable(
  db: Database,
  { issuer, subject, digest, issuedAt }: OutsideToken,
): Promise<Account | undefined> {
  return db
    .selectFrom('outside_identities')
    .innerJoin('accounts', 'accounts.id', 'outside_identities.account_id')
    .select(accountColumns)
    .where('issuer', '=', issuer.issuer)
    .where('subject', '=', subject)
    .where('disabled_at', 'is', null)
    .where('signed_out_at', '<', issuedAt)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('revoked_tokens').select('digest').where('digest', '=', digest))),
    )
    .executeTakeFirst();
}

async function createOutsideAccount(db: Database, token: OutsideToken, origin: Origin, now: number): Promise<void> {
  const { issuer, subject } = token;
  const id = randomUUID();
  await db.transaction().execute(async (transaction) => {
    const username = `user-${randomBytes(8).toString('hex')}`;
    await transaction.insertInto('accounts').values({ id, username, kind: 'PERSON', created_at: now }).execute();
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('outside_identities')
      .values({ issuer: issuer.issuer, subject, account_id: id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (!numInsertedOrUpdatedRows) {
      // Another request with the same subject was faster.
      await transaction.deleteFrom('accounts').where('id', '=', id).execute();
      return;
    }
    await insertRoles(transaction, id, issuer.roles);
    const parties = { actorId: null, accountId: id };
    await record(transaction, { kind: 'IdentityLinked', issuer: issuer.issuer, subject }, parties, origin, now);
    await record(transaction, { kind: 'AccountCreated', roles: issuer.roles }, parties, origin, now);
  });
}
