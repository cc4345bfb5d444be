import { parseArgs } from 'node:util';
import { COMMAND_LINE } from '../audit/event.js';
import { listStoredKeys, retireKey, rotateKeys, type StoredKey } from '../auth/stored-keys.js';
import type { Database } from '../db/tables.js';
import { type KeyAlgorithm, keyAlgorithms } from '../signing-keys.js';
import { type Command, dispatch } from './dispatch.js';
import { formatTable } from './table.js';
import { UsageError } from './usage-error.js';

export const KEYS_USAGE = `  keys list
  keys rotate [--alg ${keyAlgorithms.join(' | ')}] [--now]
      The new key signs in 6 minutes, when others have seen it; with --now at once.
  keys retire KID
      Its tokens are refused within 30 seconds.
`;

interface Administration {
  db: Database;
  now: () => number;
}

const commands: Readonly<Record<string, Command<Administration>>> = {
  list: async ({ db, now }, args) => {
    parseArgs({ args });
    return format(await listStoredKeys(db, now()));
  },
  rotate: async ({ db, now }, args) => {
    const options = { alg: { type: 'string', default: 'ES256' }, now: { type: 'boolean', default: false } } as const;
    const { values } = parseArgs({ args, options });
    const rotation = { alg: readAlgorithm(values.alg), atOnce: values.now };
    return format(await rotateKeys(db, rotation, COMMAND_LINE, now()));
  },
  retire: async ({ db, now }, [kid, ...more]) => {
    if (kid === undefined || more.length > 0) throw new UsageError('Give the id of one key.');
    await retireKey(db, kid, COMMAND_LINE, now());
    return format(await listStoredKeys(db, now()));
  },
};

/** @throws UsageError where it is written wrongly, and what doing it throws */
export function runKeys(administration: Administration, args: string[]): Promise<string> {
  return dispatch('keys', commands, administration, args);
}

function readAlgorithm(alg: string): KeyAlgorithm {
  const known = keyAlgorithms.find((each) => each === alg);
  if (!known) throw new UsageError(`Expected --alg to be one of ${keyAlgorithms.join(', ')}.`);
  return known;
}

function format(keys: readonly StoredKey[]): string {
  const time = (at: number | null) => (at === null ? '' : new Date(at).toISOString());
  const rows = keys.map(({ kid, alg, state, signsFrom, verifiesUntil }) => [
    kid,
    alg,
    state.toLowerCase(),
    time(signsFrom),
    time(verifiesUntil),
  ]);
  return formatTable(['KID', 'ALG', 'STATE', 'SIGNS FROM', 'VERIFIES UNTIL'], rows);
}
