import { isWithin } from '../elapsed.js';

const WINDOW_MS = 60_000;

/** @returns whether the key has come up no more often in this minute than is recorded */
export type Sampler = (key: string) => boolean;

/**
 * Keeps one who does the same a thousand times from filling the audit trail.
 * @param most how often a key is recorded in a minute
 * @param now milliseconds since 1970
 */
export function createSampler(most: number, now: () => number): Sampler {
  const counts = new Map<string, number>();
  let startedAt = Number.NEGATIVE_INFINITY;
  return (key) => {
    if (!isWithin(WINDOW_MS, startedAt, now())) {
      counts.clear();
      startedAt = now();
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= most;
  };
}
