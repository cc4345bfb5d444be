import type { Origin } from '../audit/event.js';
import type { Database } from '../db/tables.js';
import { BadUserInputError } from '../errors.js';
import { findAccount } from '../users/directory.js';
import { findRoles } from '../users/store.js';
import { type Administrator, recordBy, refuseTemporaryRole, requireGrantable } from './administrator.js';
import type { Authority } from './authority.js';
import { addSecret, type MachineSecret, removeSecret } from './machine-secrets.js';

/**
 * Gives a machine one more secret, which is told this once.
 * @returns undefined where there is no such account
 * @throws BadUserInputError where it is a person's, ConflictError where it has two already
 * @throws ForbiddenError in a temporary role, and where the machine may do more than the administrator, who would know its secret
 */
export async function addMachineSecret(
  { db, now }: Pick<Authority, 'db' | 'now'>,
  by: Administrator,
  id: string,
  origin: Origin,
): Promise<MachineSecret | undefined> {
  refuseTemporaryRole(by);
  const machine = await findAccount(db, id);
  if (!machine) return undefined;
  if (machine.kind !== 'MACHINE')
    throw new BadUserInputError('id', `expected a machine; ${machine.username} is a person.`);
  return db.transaction().execute(async (transaction) => {
    await lockAccount(transaction, id);
    await requireGrantable(transaction, by, await findRoles(transaction, id), 'id');
    const secret = await addSecret(transaction, machine, now());
    await recordBy(transaction, by, { kind: 'MachineSecretAdded', secretId: secret.id }, id, origin, now());
    return secret;
  });
}

/** @returns whether there was such a secret @throws ForbiddenError in a temporary role */
export async function removeMachineSecret(
  { db, now }: Pick<Authority, 'db' | 'now'>,
  by: Administrator,
  secretId: string,
  origin: Origin,
): Promise<boolean> {
  refuseTemporaryRole(by);
  return db.transaction().execute(async (transaction) => {
    const accountId = await removeSecret(transaction, secretId);
    if (accountId === undefined) return false;
    await recordBy(transaction, by, { kind: 'MachineSecretRemoved', secretId }, accountId, origin, now());
    return true;
  });
}

/** Of two who add a secret at once, one waits for the other. */
async function lockAccount(db: Database, id: string): Promise<void> {
  await db
    .updateTable('accounts')
    .set(({ ref }) => ({ username: ref('username') }))
    .where('id', '=', id)
    .execute();
}
