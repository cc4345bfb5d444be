// Loaded into the server before it starts: tells on request what the process holds, and how long its event loop was busy since.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const milliseconds = (nanoseconds) => nanoseconds / 1e6;

process.on('message', ({ id, collect }) => {
  const busy = {
    p50: milliseconds(delay.percentile(50)),
    p99: milliseconds(delay.percentile(99)),
    max: milliseconds(delay.max),
  };
  if (collect) globalThis.gc();
  const { rss, heapUsed: heap } = process.memoryUsage();
  process.send({ id, rss, heap, delay: busy, resources: process.getActiveResourcesInfo() });
  delay.reset();
});
