import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CryptoKey, createLocalJWKSet, errors, importJWK, type JWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { createVerifier, type KeyFor } from '../../src/auth/verify-jwt.js';
import { keyAlgorithms } from '../../src/signing-keys.js';
import { root } from '../support/folders.js';

// The vectors of C2SP/wycheproof for JOSE, run through the verification of tokens. There are none for EdDSA among them.

const folder = process.env.WYCHEPROOF_DIR ?? join(root, '../shared/vectors');

interface Vector {
  tcId: number;
  result: 'valid' | 'invalid';
  jws?: string | object;
  /** Encrypted, which no token here is. */
  jwe?: string | object;
}

interface Group {
  comment: string;
  public?: JWK;
  private: JWK & { keys?: JWK[] };
  tests: Vector[];
}

interface VectorFile {
  name: string;
  count: number;
  /** Invalid vectors that are accepted, and valid ones that are refused, by `tcId`, with the reason. */
  acceptedAnyway: Record<number, string>;
  refusedAnyway: Record<number, string>;
}

const noClaims = 'an empty payload is no set of claims';
const sameAsValid = 'it is, letter for letter, 357, which is valid';
const noBase64url = 'a question mark is no letter of base64url (RFC 7515, section 2)';
const wrongAlgorithm = 'the key is for PS256, and the token signed with PS384';
const unknownAlgorithm = 'the key is for ES521, which is no algorithm (RFC 7518, section 3.1: ES512)';

const signatures: VectorFile = {
  name: 'json_web_signature_test',
  count: 401,
  acceptedAnyway: {
    367: sameAsValid,
    370: sameAsValid,
  },
  refusedAnyway: {
    259: noClaims,
    264: noClaims,
    268: noClaims,
    272: noClaims,
    320: noClaims,
    325: noClaims,
    346: wrongAlgorithm,
    350: wrongAlgorithm,
    347: unknownAlgorithm,
    351: unknownAlgorithm,
    372: noBase64url,
    373: noBase64url,
  },
};

const cryptography: VectorFile = {
  name: 'json_web_crypto_test',
  count: 83,
  acceptedAnyway: {
    46: 'the signature is right; that a key was made badly (ROCA) is for those to find out who make keys',
  },
  refusedAnyway: {},
};

/** What outside issuers may be configured for beside the algorithms of our own keys. */
const outsideAlgorithms = ['ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS384', 'RS512'];

const pathOf = ({ name }: VectorFile) => join(folder, `wycheproof-${name}.json`);

const groupsOf = (file: VectorFile): Group[] => JSON.parse(readFileSync(pathOf(file), 'utf8')).testGroups;

/** As it would be sent; some are in the JSON serialization. */
function textOf({ jws, jwe }: Vector): string {
  const token = jws ?? jwe;
  return typeof token === 'string' ? token : JSON.stringify(token);
}

function algorithmOf(vector: Vector): string {
  const [header = ''] = textOf(vector).split('.');
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString()).alg;
  } catch {
    return 'none that can be read';
  }
}

const keysOf = (group: Group) => group.private.keys ?? [group.public ?? group.private];

const publicKeyOf = (group: Group): KeyFor => createLocalJWKSet({ keys: keysOf(group) });

/** What a server must not be configured to do, and what most vectors about spelling need. */
const secretOf =
  (group: Group): KeyFor =>
  ({ alg }) =>
    importJWK(keysOf(group)[0] ?? {}, alg) as Promise<CryptoKey>;

/** Whether spelling, algorithm and signature are accepted. The claims, which are looked at last, never are. */
async function isAccepted(vector: Vector, keyFor: KeyFor, algorithms: readonly string[]): Promise<boolean> {
  const expected = { issuer: '', audience: '', typ: 'at+jwt', algorithms: [...algorithms], clockTolerance: 0 };
  const verify = createVerifier({ keyFor, expected, now: Date.now, read: () => null });
  const cause: unknown = await verify(textOf(vector)).catch((error: Error) => error.cause);
  return cause instanceof errors.JWTInvalid || cause instanceof errors.JWTClaimValidationFailed;
}

async function findAccepted(group: Group, keyFor: KeyFor, algorithms: readonly string[]): Promise<number[]> {
  const accepted: number[] = [];
  for (const vector of group.tests) {
    if (await isAccepted(vector, keyFor, algorithms)) accepted.push(vector.tcId);
  }
  return accepted;
}

function acceptable({ tests }: Group, algorithms: readonly string[], file: VectorFile): number[] {
  const isValid = ({ tcId, result }: Vector) => result === 'valid' && !(tcId in file.refusedAnyway);
  const isSo = (vector: Vector) => isValid(vector) || vector.tcId in file.acceptedAnyway;
  return tests.filter((vector) => algorithms.includes(algorithmOf(vector)) && isSo(vector)).map(({ tcId }) => tcId);
}

const titled = (group: Group) => {
  const ids = group.tests.map(({ tcId }) => tcId);
  return { title: `${group.comment}, ${Math.min(...ids)} to ${Math.max(...ids)}`, group };
};

function describeVectors(file: VectorFile): void {
  const groups = groupsOf(file).map(titled);

  test(`${file.name} has ${file.count} vectors`, () => {
    expect(groups.flatMap(({ group }) => group.tests)).toHaveLength(file.count);
  });

  describe.each([
    ['our own keys', keyAlgorithms],
    ['the keys of outside issuers', [...keyAlgorithms, ...outsideAlgorithms]],
  ] as const)(`of ${file.name}, with the algorithms of %s`, (_, algorithms) => {
    test.each(groups)('what is valid is accepted and nothing else: $title', async ({ group }) => {
      const accepted = await findAccepted(group, publicKeyOf(group), algorithms);
      expect(accepted).toEqual(acceptable(group, algorithms, file));
    });
  });
}

if ([signatures, cryptography].every((file) => existsSync(pathOf(file)))) {
  describeVectors(signatures);
  describeVectors(cryptography);

  test('of the signatures that only a secret verifies, what is spelt wrong would be refused even with that', async () => {
    for (const group of groupsOf(signatures)) {
      const accepted = await findAccepted(group, secretOf(group), ['HS256']);
      expect(accepted).toEqual(acceptable(group, ['HS256'], signatures));
    }
  });
} else {
  test('the vectors are not here: set WYCHEPROOF_DIR', () => {
    console.log(`The Wycheproof vectors are not in ${folder}, and were not run: set WYCHEPROOF_DIR to where they are.`);
  });
}
