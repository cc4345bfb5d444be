import { randomBytes } from 'node:crypto';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import * as argon2 from 'argon2';
import pLimit from 'p-limit';
import { OverloadedError } from '../errors.js';

/** A stored password hash; `bcryptCost` is null for argon2id. */
export interface StoredHash {
  hash: string;
  bcryptCost: number | null;
}

export interface Passwords {
  /** @returns an argon2id hash in its encoded form, of the password in one spelling: NFC (RFC 8265, section 4.2) */
  hash(password: string): Promise<string>;
  /**
   * Verifies a password by the same work whatever the account: one argon2id verification, and one of bcrypt for each
   * cost that is still stored anywhere. The stored hash takes the place of the decoy of its kind, so that the time
   * tells neither whether there is such an account nor how it is stored (as long as every argon2id hash has this cost).
   * A password that cannot be anybody's, too long or with half a surrogate pair, costs the same, and is wrong.
   * @param stored undefined where there is no such account
   * @param bcryptCosts every cost that is stored anywhere
   * @throws OverloadedError where too many wait already
   */
  verify(password: string, stored: StoredHash | undefined, bcryptCosts: readonly number[]): Promise<boolean>;
}

/** Passwords that are worked on, or are to be, at the moment. */
export interface HashingQueue {
  readonly hashing: number;
  readonly waiting: number;
}

export interface HashingCost {
  /** KiB. */
  memoryCost: number;
  timeCost: number;
}

/** The minimum that OWASP's Password Storage Cheat Sheet recommends for argon2id. */
const RECOMMENDED_COST: HashingCost = { memoryCost: 19_456, timeCost: 2 };

/** libuv has four threads, which verifying tokens shares: more hashing at once gains nothing and starves them. */
const AT_ONCE = 2;
/** For each that is hashed at once: whoever comes last waits for a second or two. */
const MOST_WAITING = 32;

/** UTF-16 code units. */
const MOST_CHARACTERS = 1_024;

/** @param workers processes that share the cores: with several, each hashes one password at once */
export async function createPasswords(
  cost: HashingCost = RECOMMENDED_COST,
  workers = 1,
): Promise<Passwords & { queue: HashingQueue }> {
  const atOnce = Math.max(1, Math.floor(AT_ONCE / workers));
  const limit = pLimit(atOnce);
  const hash = (password: string | Buffer) => argon2.hash(password, { ...cost, type: argon2.argon2id, parallelism: 1 });
  const argon2Decoy = await hash(randomBytes(32));
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= MOST_WAITING * atOnce) throw new OverloadedError();
    return limit(work);
  };
  return {
    hash: async (password) => inTurn(() => hash(password.normalize())),
    verify: async (typed, stored, bcryptCosts) =>
      inTurn(async () => {
        const isPossible = typed.length <= MOST_CHARACTERS && typed.isWellFormed();
        const password = isPossible ? typed : '';
        let accepted = false;
        // null stands for argon2id, a number for bcrypt at that cost.
        for (const kind of new Set([null, ...bcryptCosts, ...(stored ? [stored.bcryptCost] : [])])) {
          const isOwn = stored?.bcryptCost === kind;
          const decoy = kind === null ? argon2Decoy : bcryptDecoy(kind);
          const matches = await verifyKind(kind, isOwn ? stored.hash : decoy, password);
          if (isOwn) accepted = matches;
        }
        return accepted && isPossible;
      }),
    queue: {
      get hashing() {
        return limit.activeCount;
      },
      get waiting() {
        return limit.pendingCount;
      },
    },
  };
}

function verifyKind(kind: number | null, hash: string, password: string): Promise<boolean> {
  // Whoever made the imported hash took the password as it was typed.
  return kind === null ? argon2.verify(hash, password.normalize()) : verifyBcrypt(password, hash);
}

/** A well-formed hash of no known password: verifying against it costs what verifying against a real one does. */
function bcryptDecoy(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;
}
