import { type Command, InvalidArgumentError, Option } from 'commander';
import { COMMAND_LINE } from '../audit/event.js';
import { listStoredKeys, retireKey, rotateKeys, type StoredKey } from '../auth/stored-keys.js';
import { keyAlgorithms } from '../signing-keys.js';
import type { Administer, Administration } from './administration.js';
import { formatTable } from './table.js';
import { DATABASE, usage } from './usage.js';

const READ = [...DATABASE, 'JWT_KEYS'];

export function addKeys(program: Command, administer: Administer): void {
  const keys = program
    .command('keys')
    .description('Administers the keys that sign access tokens, where the database has them.');
  addList(keys, administer);
  addRotate(keys, administer);
  addRetire(keys, administer);
}

function addList(keys: Command, administer: Administer): void {
  keys
    .command('list')
    .description('Lists the keys that sign access tokens, or verify them still.')
    .addHelpText('after', usage('keys list', READ))
    .action(() =>
      administer(async (administration) => {
        const { db, now } = requireStoredKeys(administration);
        return format(await listStoredKeys(db, now()));
      }),
    );
}

function addRotate(keys: Command, administer: Administer): void {
  keys
    .command('rotate')
    .description('Makes a new key, which signs in 6 minutes, when others have seen it.')
    .addOption(new Option('--alg <alg>', 'what it signs with').choices(keyAlgorithms).default('ES256'))
    .option('--now', 'it signs at once')
    .addHelpText('after', usage('keys rotate --alg EdDSA', READ))
    .action(({ alg, now: atOnce = false }) =>
      administer(async (administration) => {
        const { db, now } = requireStoredKeys(administration);
        return format(await rotateKeys(db, { alg, atOnce }, COMMAND_LINE, now()));
      }),
    );
}

function addRetire(keys: Command, administer: Administer): void {
  keys
    .command('retire')
    .description('Takes a key away. Its tokens are refused within 30 seconds.')
    .argument('<kid>', 'the id of the key, as keys list says it', readKid)
    // One of 64 ids begins with "-".
    .allowUnknownOption()
    .addHelpText('after', usage('keys retire fyXJX4QZD0z12BsmDiP4hdbmjQ-cDRgcv3TkkPpXGN0', READ))
    .action((kid) =>
      administer(async (administration) => {
        const { db, now } = requireStoredKeys(administration);
        await retireKey(db, kid, COMMAND_LINE, now());
        return format(await listStoredKeys(db, now()));
      }),
    );
}

function readKid(kid: string): string {
  if (/^[\w-]{43}$/.test(kid)) return kid;
  throw new InvalidArgumentError('It is the 43 characters that keys list says.');
}

function requireStoredKeys(administration: Administration): Administration {
  if (!administration.hasGivenKeys) return administration;
  throw new InvalidArgumentError('The keys are those of JWT_KEYS: change them there, and restart.');
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
