import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { healthRoutes } from '../../../src/http/health.js';

test('however many ask at once whether it is ready, it looks once', async () => {
  const app = Fastify();
  onTestFinished(() => app.close());
  let looks = 0;
  let letKnow = (_: boolean) => {};
  const isReady = () => {
    looks += 1;
    return new Promise<boolean>((resolve) => {
      letKnow = resolve;
    });
  };
  await app.register(healthRoutes, { isReady });
  const asked = Array.from({ length: 100 }, () => app.inject('/readyz'));
  await expect.poll(() => looks).toBe(1);
  await app.inject('/healthz');
  letKnow(true);
  expect((await Promise.all(asked)).map(({ statusCode }) => statusCode)).toEqual(Array(100).fill(200));
  const again = app.inject('/readyz');
  await expect.poll(() => looks).toBe(2);
  letKnow(false);
  expect((await again).statusCode).toBe(503);
});
