import { median } from './statistics.mjs';

/**
 * The median of how long something takes, in microseconds, of so many times, or of as many as fit into the time. The first half
 * does not count, for which Node.js has not compiled it yet.
 */
export async function medianMicroseconds(run, { times, mostSeconds }) {
  const took = [];
  const until = performance.now() + mostSeconds * 1_000;
  do {
    const start = performance.now();
    const result = run();
    // What is synchronous is not made to wait.
    if (result instanceof Promise) await result;
    took.push((performance.now() - start) * 1_000);
  } while (took.length < times && performance.now() < until);
  return median(took.slice(took.length >> 1));
}
