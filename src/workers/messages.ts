import { type EventEmitter, on } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Snapshot } from '../metrics/sum.js';

/** What there is to know of a worker that answers. */
export interface Ready {
  address: AddressInfo;
  /** Who can sign in to a development server. */
  demoAccounts: readonly { username: string; password: string }[];
}

/** What a worker says to the primary: that it answers; what it has counted; that it wants to know what all have. */
export type FromWorker = { ready: Ready } | { counted: Snapshot } | { wants: 'metrics' };

/** What the primary says to a worker: that it wants to know what it has counted; what all have, as text. */
export type FromPrimary = { wants: 'metrics' } | { metrics: string };

/**
 * Waits for a message, from now on.
 * @param find what is looked for in a message; undefined where it is another one
 * @returns undefined where it does not come in time, or cannot come
 */
export async function messageWith<Message, Found>(
  from: EventEmitter,
  find: (message: Message) => Found | undefined,
  milliseconds: number,
): Promise<Found | undefined> {
  try {
    for await (const [message] of on(from, 'message', { signal: AbortSignal.timeout(milliseconds) })) {
      const found = find(message);
      if (found !== undefined) return found;
    }
  } catch {
    // The time is over, or the process is gone.
  }
  return undefined;
}
