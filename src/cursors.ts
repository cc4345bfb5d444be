import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';

/** Where something stands in a list that is ordered by time and, within a millisecond, by id. */
export interface Position {
  /** Milliseconds since 1970. */
  createdAt: number;
  id: string;
}

/** Turns positions into opaque cursors and back. */
export interface Cursors {
  /** @param list names the list, and whoever alone may use its cursors: `items of <account id>` */
  write(list: string, position: Position): string;
  /** @returns undefined for whatever this server has not written for this list */
  read(list: string, cursor: string): Position | undefined;
}

const SIGNATURE_BYTES = 16;
const MOST_CHARACTERS = 200;

const payload = v.tuple([v.pipe(v.number(), v.safeInteger()), v.string()]);

/**
 * Cursors that are signed (HMAC-SHA-256, cut to 128 bits) together with their list, so that nobody can make one up,
 * change one, or use another's.
 * @param secrets asked at each use: the first signs; all verify, so that a cursor survives a rotation of the keys
 */
export function createCursors(secrets: () => readonly Buffer[]): Cursors {
  return {
    write: (list, { createdAt, id }) => {
      const [signing] = secrets();
      if (!signing) throw new TypeError('Cursors need a secret.');
      const body = Buffer.from(JSON.stringify([createdAt, id]));
      return Buffer.concat([sign(signing, list, body), body]).toString('base64url');
    },
    read: (list, cursor) => {
      if (cursor.length > MOST_CHARACTERS) return undefined;
      const bytes = Buffer.from(cursor, 'base64url');
      // Buffer skips what is not base64url: without this, one position would have many spellings.
      if (bytes.toString('base64url') !== cursor || bytes.length <= SIGNATURE_BYTES) return undefined;
      const signature = bytes.subarray(0, SIGNATURE_BYTES);
      const body = bytes.subarray(SIGNATURE_BYTES);
      const genuine = secrets().some((secret) => timingSafeEqual(signature, sign(secret, list, body)));
      return genuine ? positionIn(body) : undefined;
    },
  };
}

function sign(secret: Buffer, list: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${list}\n`).update(body).digest().subarray(0, SIGNATURE_BYTES);
}

function positionIn(body: Buffer): Position {
  const [createdAt, id] = v.parse(payload, JSON.parse(body.toString()));
  return { createdAt, id };
}
