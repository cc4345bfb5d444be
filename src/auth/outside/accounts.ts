import { randomBytes } from 'node:crypto';
import { happenedTo, type Origin } from '../../audit/event.js';
import { record } from '../../audit/trail.js';
import type { Database } from '../../db/tables.js';
import type { Account } from '../../principal.js';
import { insertAccount } from '../../users/directory.js';
import { accountColumns, insertRoles } from '../../users/store.js';
import type { OutsideToken } from './tokens.js';

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
  const account = await findUsable(db, token);
  if (account || !token.issuer.createAccounts) return account;
  if (!(await isKnown(db, token))) await createOutsideAccount(db, token, origin, now);
  // Again also where it is known: another request may have created it since the first look.
  return findUsable(db, token);
}

/** Whom an outside issuer vouches for. */
export interface OutsideIdentity {
  issuer: string;
  subject: string;
}

/** @returns whether it had no account yet */
export async function insertIdentity(db: Database, identity: OutsideIdentity, accountId: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('outside_identities')
    .values({ ...identity, account_id: accountId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Boolean(numInsertedOrUpdatedRows);
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

async function findUsable(db: Database, token: OutsideToken): Promise<Account | undefined> {
  return acceptingAccounts(db, token.digest, token.issuedAt)
    .innerJoin('outside_identities', 'outside_identities.account_id', 'accounts.id')
    .select(accountColumns)
    .where('issuer', '=', token.issuer.issuer)
    .where('subject', '=', token.subject)
    .executeTakeFirst();
}

/** Whether an account still accepts a token with which it was used. @param issuedAt milliseconds since 1970 */
export async function isAcceptedStill(
  db: Database,
  accountId: string,
  { tokenDigest, issuedAt }: { tokenDigest: string; issuedAt: number },
): Promise<boolean> {
  const accounts = acceptingAccounts(db, tokenDigest, issuedAt).select('id').where('id', '=', accountId);
  return (await accounts.executeTakeFirst()) !== undefined;
}

/** The accounts that are enabled and have not signed out since, unless this token was signed out itself. */
function acceptingAccounts(db: Database, digest: string, issuedAt: number) {
  return db
    .selectFrom('accounts')
    .where('disabled_at', 'is', null)
    .where('signed_out_at', '<', issuedAt)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('revoked_tokens').select('digest').where('digest', '=', digest))),
    );
}

async function createOutsideAccount(db: Database, token: OutsideToken, origin: Origin, now: number): Promise<void> {
  const { issuer, subject } = token;
  const identity = { issuer: issuer.issuer, subject };
  await db.transaction().execute(async (transaction) => {
    const username = `user-${randomBytes(8).toString('hex')}`;
    const account = { username, kind: 'PERSON', fullName: null, email: null, createdAt: now } as const;
    const created = await insertAccount(transaction, account);
    if (!created) throw new Error('Of 2 to the power of 64 names, one came twice.');
    if (!(await insertIdentity(transaction, identity, created.id))) {
      // Another request with the same subject was faster.
      await transaction.deleteFrom('accounts').where('id', '=', created.id).execute();
      return;
    }
    const roles = [...new Set(issuer.roles)];
    await insertRoles(transaction, created.id, roles);
    const parties = happenedTo(created.id);
    await record(transaction, { kind: 'AccountCreated', roles }, parties, origin, now);
    await record(transaction, { kind: 'IdentityLinked', ...identity }, parties, origin, now);
  });
}
