import { randomUUID } from 'node:crypto';
import type { Database } from '../db/tables.js';
import { ConflictError } from '../errors.js';
import { isUsername } from '../users/username.js';
import { isUuid } from '../uuid.js';
import { digestOf, isSecret, newSecret } from './opaque-secret.js';

/** A secret of a machine as it is told once, when it is made; the database holds a hash. */
export interface NewMachineSecret {
  id: string;
  clientId: string;
  clientSecret: string;
}

/** What can be told of a secret later. */
export interface MachineSecret {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  lastUsedAt: number | null;
}

/** Two, so that the next one can be in place before the one in use is removed. */
const MOST_SECRETS = 2;

/**
 * @param db a transaction that holds the lock on the account
 * @throws ConflictError where the machine has two already
 */
export async function addSecret(
  db: Database,
  machine: { id: string; username: string },
  now: number,
): Promise<NewMachineSecret> {
  const secrets = (await findSecretsOf(db, [machine.id])).get(machine.id) ?? [];
  if (secrets.length >= MOST_SECRETS) {
    throw new ConflictError(
      `${machine.username} has ${MOST_SECRETS} secrets already. Remove one that is no longer in use.`,
    );
  }
  const id = randomUUID();
  const clientSecret = newSecret();
  const row = { id, account_id: machine.id, hash: digestOf(clientSecret), created_at: now };
  await db.insertInto('machine_secrets').values(row).execute();
  return { id, clientId: machine.username, clientSecret };
}

/** The secrets of several machines in one query, the oldest first: by account id. */
export async function findSecretsOf(
  db: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, MachineSecret[]>> {
  const rows = await db
    .selectFrom('machine_secrets')
    .select(['account_id', 'id', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('account_id', 'in', accountIds)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const secrets = new Map<string, MachineSecret[]>(accountIds.map((id) => [id, []]));
  for (const { account_id, ...secret } of rows) secrets.get(account_id)?.push(secret);
  return secrets;
}

/** @returns the id of the account whose secret it was; undefined where there is no such secret */
export async function removeSecret(db: Database, secretId: string): Promise<string | undefined> {
  if (!isUuid(secretId)) return undefined;
  const row = await db
    .deleteFrom('machine_secrets')
    .where('id', '=', secretId)
    .returning('account_id')
    .executeTakeFirst();
  return row?.account_id;
}

/** A machine that has shown a secret of its own. */
export interface KnownMachine {
  accountId: string;
  secretId: string;
}

/**
 * The enabled machine with this client id, one of whose secrets this is. Takes the same work whether there is such a client.
 */
export async function findMachine(
  db: Database,
  clientId: string,
  clientSecret: string,
): Promise<KnownMachine | undefined> {
  if (!isUsername(clientId) || !isSecret(clientSecret)) return undefined;
  return db
    .selectFrom('machine_secrets')
    .innerJoin('accounts', 'accounts.id', 'machine_secrets.account_id')
    .select(['accounts.id as accountId', 'machine_secrets.id as secretId'])
    .where('hash', '=', digestOf(clientSecret))
    .where('username', '=', clientId)
    .where('kind', '=', 'MACHINE')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}

/** Whose client id it is; undefined where it is no machine's. */
export async function findClient(db: Database, clientId: string): Promise<string | undefined> {
  if (!isUsername(clientId)) return undefined;
  const query = db.selectFrom('accounts').select('id').where('username', '=', clientId).where('kind', '=', 'MACHINE');
  return (await query.executeTakeFirst())?.id;
}

/** Notes that a secret is used, and holds it until the transaction ends. @returns whether it is still there */
export async function isSecretStill(transaction: Database, secretId: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('machine_secrets')
    .set({ last_used_at: now })
    .where('id', '=', secretId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
