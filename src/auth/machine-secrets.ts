import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../db/tables.js';
import { ConflictError } from '../errors.js';
import { isUsername } from '../users/username.js';
import { isUuid } from '../uuid.js';

/** A secret of a machine as it is told once, when it is made; the database holds a hash. */
export interface MachineSecret {
  id: string;
  clientId: string;
  clientSecret: string;
}

/** What can be told of a secret later. */
export interface ListedSecret {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  lastUsedAt: number | null;
}

/** Two, so that the next one can be in place before the one in use is removed. */
const MOST_SECRETS = 2;
const SECRET = /^[\w-]{43}$/;

/**
 * @param db a transaction that holds the lock on the account
 * @throws ConflictError where the machine has two already
 */
export async function addSecret(
  db: Database,
  machine: { id: string; username: string },
  now: number,
): Promise<MachineSecret> {
  const secrets = await listSecrets(db, machine.id);
  if (secrets.length >= MOST_SECRETS) {
    throw new ConflictError(
      `${machine.username} has ${MOST_SECRETS} secrets already. Remove one that is no longer in use.`,
    );
  }
  const id = randomUUID();
  const clientSecret = randomBytes(32).toString('base64url');
  const row = { id, account_id: machine.id, hash: hashOf(clientSecret), created_at: now };
  await db.insertInto('machine_secrets').values(row).execute();
  return { id, clientId: machine.username, clientSecret };
}

export function listSecrets(db: Database, accountId: string): Promise<ListedSecret[]> {
  return db
    .selectFrom('machine_secrets')
    .select(['id', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
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

/** Whom a client id names, and whether the secret is one of theirs; notes when it was used. */
export async function checkSecret(
  db: Database,
  clientId: string,
  clientSecret: string,
  now: number,
): Promise<{ accountId: string | undefined; isRight: boolean }> {
  const machine = isUsername(clientId) ? await findMachine(db, clientId) : undefined;
  if (!machine || !SECRET.test(clientSecret)) return { accountId: machine?.id, isRight: false };
  // A hash without salt or stretching is enough for 256 random bits, and looking it up tells nothing of any other.
  const used = await db
    .updateTable('machine_secrets')
    .set({ last_used_at: now })
    .where('account_id', '=', machine.id)
    .where('hash', '=', hashOf(clientSecret))
    .returning('id')
    .executeTakeFirst();
  return { accountId: machine.id, isRight: used !== undefined && machine.disabled_at === null };
}

function findMachine(db: Database, clientId: string) {
  return db
    .selectFrom('accounts')
    .select(['id', 'disabled_at'])
    .where('username', '=', clientId)
    .where('kind', '=', 'MACHINE')
    .executeTakeFirst();
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
