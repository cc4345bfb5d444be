// Asks at a fixed rate, whatever is still unanswered, in a process of its own: what waits behind a slow answer counts as waiting
// from when it should have been asked.
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from './http.mjs';

async function ask({ origin, request, due }) {
  const { status } = await send(origin, request);
  return { status, took: performance.now() - due };
}

process.once('message', async ({ origin, request, rate, seconds }) => {
  const asked = [];
  const start = performance.now();
  for (let number = 0; number < rate * seconds; number++) {
    const due = start + (number * 1_000) / rate;
    await sleep(Math.max(0, due - performance.now()));
    asked.push(ask({ origin, request, due }));
  }
  process.send(await Promise.all(asked));
  process.disconnect();
});
