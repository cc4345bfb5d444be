import { COMMAND_LINE } from '../audit/event.js';
import { listStoredKeys, retireKey, rotateKeys, type StoredKey } from '../auth/stored-keys.js';
import { UsageError } from '../scopes/cli/usage-error.js';
import { type KeyAlgorithm, keyAlgorithms } from '../signing-keys.js';
import { type Administration, administer } from './administration.js';
import { formatTable } from './table.js';

const list = administer({
  name: 'keys list',
  summary: 'Lists the keys that sign access tokens, or verify them still.',
  operands: [],
  options: {},
  example: 'keys list',
  run: async (administration) => {
    const { db, now } = requireStoredKeys(administration);
    return format(await listStoredKeys(db, now()));
  },
  reads: ['JWT_KEYS'],
});

const rotate = administer({
  name: 'keys rotate',
  summary: 'Makes a new key, which signs in 6 minutes, when others have seen it.',
  operands: [],
  options: {
    alg: { type: 'string', value: keyAlgorithms.join('|'), default: 'ES256', summary: 'What it signs with.' },
    now: { type: 'boolean', default: false, summary: 'It signs at once.' },
  },
  example: 'keys rotate --alg EdDSA',
  run: async (administration, _, given) => {
    const { db, now } = requireStoredKeys(administration);
    const rotation = { alg: readAlgorithm(given.alg), atOnce: given.now };
    return format(await rotateKeys(db, rotation, COMMAND_LINE, now()));
  },
  reads: ['JWT_KEYS'],
});

const retire = administer({
  name: 'keys retire',
  summary: 'Takes a key away. Its tokens are refused within 30 seconds.',
  operands: [{ name: 'KID', summary: 'the id of the key, as keys list says it.' }],
  options: {},
  example: 'keys retire fyXJX4QZD0z12BsmDiP4hdbmjQ-cDRgcv3TkkPpXGN0',
  run: async (administration, [kid = '']) => {
    const { db, now } = requireStoredKeys(administration);
    await retireKey(db, kid, COMMAND_LINE, now());
    return format(await listStoredKeys(db, now()));
  },
  reads: ['JWT_KEYS'],
});

export const keys = [list, rotate, retire];

function requireStoredKeys(administration: Administration): Administration {
  if (!administration.hasGivenKeys) return administration;
  throw new UsageError('The keys are those of JWT_KEYS: change them there, and restart.');
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
