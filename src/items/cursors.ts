import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import type { Position } from './store.js';

/** Turns positions into opaque cursors and back. */
export interface Cursors {
  write(ownerId: string, position: Position): string;
  /** @returns undefined for whatever this server has not written for this owner */
  read(ownerId: string, cursor: string): Position | undefined;
}

const SIGNATURE_BYTES = 16;
const MOST_CHARACTERS = 200;

const payload = v.tuple([v.pipe(v.number(), v.safeInteger()), v.string()]);

/**
 * Cursors that are signed (HMAC-SHA-256, cut to 128 bits) together with their owner, so that nobody can make one up,
 * change one, or use another's.
 * @param secrets the first signs; all verify, so that a cursor survives a rotation of the keys
 */
export function createCursors(secrets: readonly Buffer[]): Cursors {
  const [signing] = secrets;
  if (!signing) throw new TypeError('Cursors need a secret.');
  return {
    write: (ownerId, { createdAt, id }) => {
      const body = Buffer.from(JSON.stringify([createdAt, id]));
      return Buffer.concat([sign(signing, ownerId, body), body]).toString('base64url');
    },
    read: (ownerId, cursor) => {
      if (cursor.length > MOST_CHARACTERS) return undefined;
      const bytes = Buffer.from(cursor, 'base64url');
      // Buffer skips what is not base64url: without this, one position would have many spellings.
      if (bytes.toString('base64url') !== cursor || bytes.length <= SIGNATURE_BYTES) return undefined;
      const signature = bytes.subarray(0, SIGNATURE_BYTES);
      const body = bytes.subarray(SIGNATURE_BYTES);
      const genuine = secrets.some((secret) => timingSafeEqual(signature, sign(secret, ownerId, body)));
      return genuine ? positionIn(body) : undefined;
    },
  };
}

function sign(secret: Buffer, ownerId: string, body: Buffer): Buffer {
  const owner = Buffer.from(`${ownerId}\n`);
  return createHmac('sha256', secret).update(owner).update(body).digest().subarray(0, SIGNATURE_BYTES);
}

function positionIn(body: Buffer): Position {
  const [createdAt, id] = v.parse(payload, JSON.parse(body.toString()));
  return { createdAt, id };
}
