import { doneBy, type Origin } from '../../audit/event.js';
import { record } from '../../audit/trail.js';
import { BadUserInputError } from '../../errors.js';
import { findAccount } from '../../users/directory.js';
import { findRoles } from '../../users/store.js';
import { addSecret, type NewMachineSecret, removeSecret } from '../machine-secrets.js';
import { endSessions } from '../sessions.js';
import { refuseTemporaryRole } from '../temporary-role.js';
import { type Administration, type Administrator, administer, requireGrantable } from './administrator.js';

/**
 * Gives a machine one more secret, which is told this once.
 * @returns undefined where there is no such account
 * @throws BadUserInputError where it is a person's, ConflictError where it has two already
 * @throws ForbiddenError in a temporary role, and where the machine may do more than the administrator, who would know its secret
 * @throws InvalidTokenError as `administer` does
 */
export async function addMachineSecret(
  administration: Administration,
  by: Administrator,
  id: string,
  origin: Origin,
): Promise<NewMachineSecret | undefined> {
  refuseTemporaryRole(by);
  const { db, catalogue, now } = administration;
  const machine = await findAccount(db, id);
  if (!machine) return undefined;
  if (machine.kind !== 'MACHINE')
    throw new BadUserInputError('id', `expected a machine; ${machine.username} is a person.`);
  return administer(administration, by, async (transaction) => {
    await requireGrantable(transaction, catalogue, by, await findRoles(transaction, id));
    const secret = await addSecret(transaction, machine, now());
    const event = { kind: 'MachineSecretAdded', secretId: secret.id } as const;
    await record(transaction, event, doneBy(by, id), origin, now());
    return secret;
  });
}

/**
 * Takes a secret away from its machine, and ends the sessions that it has started.
 * @returns whether there was such a secret
 * @throws ForbiddenError in a temporary role, InvalidTokenError as `administer` does
 */
export async function removeMachineSecret(
  administration: Administration,
  by: Administrator,
  secretId: string,
  origin: Origin,
): Promise<boolean> {
  refuseTemporaryRole(by);
  return administer(administration, by, async (transaction) => {
    const accountId = await removeSecret(transaction, secretId);
    if (accountId === undefined) return false;
    const [parties, endedAt] = [doneBy(by, accountId), administration.now()];
    await record(transaction, { kind: 'MachineSecretRemoved', secretId }, parties, origin, endedAt);
    await endSessions(transaction, { accountId, secretId }, { parties, cause: 'REVOKED', origin, now: endedAt });
    return true;
  });
}
