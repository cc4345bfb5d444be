// Makes load, in a process of its own: one run of autocannon for each message.
import { createHistogram } from 'node:perf_hooks';
import autocannon from 'autocannon';

const SAMPLE_MS = 50;
const MOST_SECONDS = 600;

/** @returns how many were answered in how many seconds, with which statuses, and how long they took, in milliseconds */
function run({ seconds, amount, ...options }) {
  const latency = createHistogram();
  let answered = 0;
  let start = 0;
  let last = 0;
  const bound = amount ? { amount } : { duration: seconds };
  return new Promise((resolve, reject) => {
    const instance = autocannon(
      { ...options, ...bound, timeout: MOST_SECONDS, sampleInt: SAMPLE_MS },
      (error, result) => {
        if (error) return reject(error);
        const { errors, timeouts, mismatches, statusCodeStats } = result;
        const statuses = Object.fromEntries(Object.entries(statusCodeStats).map(([code, { count }]) => [code, count]));
        const milliseconds = (percentile) => latency.percentile(percentile) / 1_000;
        resolve({
          answered,
          seconds: (last - start) / 1_000,
          statuses,
          faults: errors + timeouts + mismatches,
          p50: milliseconds(50),
          p95: milliseconds(95),
        });
      },
    );
    instance.on('start', () => {
      start = performance.now();
    });
    instance.on('response', (_client, _status, _bytes, took) => {
      answered += 1;
      last = performance.now();
      latency.record(Math.max(1, Math.round(took * 1_000)));
    });
  });
}

process.on('message', async (options) => {
  try {
    process.send({ result: await run(options) });
  } catch (error) {
    process.send({ fault: error.message });
  }
});
