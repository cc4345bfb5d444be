// How many argon2id hashes a second the cores give, as a plain program has them made: as many at once as there are cores. The
// parameters are those of the passwords of this server.
import { availableParallelism } from 'node:os';
import * as argon2 from 'argon2';

const parameters = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

async function verifyUntil(end, hash) {
  let count = 0;
  while (performance.now() < end) {
    await argon2.verify(hash, 'correct horse battery staple');
    count += 1;
  }
  return count;
}

process.once('message', async ({ seconds }) => {
  const hash = await argon2.hash('correct horse battery staple', parameters);
  const start = performance.now();
  const end = start + seconds * 1_000;
  const lanes = Array.from({ length: availableParallelism() }, () => verifyUntil(end, hash));
  const counts = await Promise.all(lanes);
  process.send(counts.reduce((sum, count) => sum + count) / ((performance.now() - start) / 1_000));
  process.disconnect();
});
