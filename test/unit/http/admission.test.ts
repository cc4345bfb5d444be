import { once } from 'node:events';
import { connect } from 'node:net';
import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { createAdmission } from '../../../src/http/admission.js';

test('answers that nobody reads take nobody’s place', async () => {
  const app = Fastify();
  // More than the system keeps for a connection.
  const large = Buffer.alloc(16 * 1_024 * 1_024);
  let answered = 0;
  await app.register(async (scope) => {
    const admit = await createAdmission(scope);
    const answer = async (body: Buffer | string) => {
      answered += 1;
      return body;
    };
    scope.get('/large', () => admit(() => answer(large)));
    scope.get('/small', () => admit(() => answer('small')));
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    app.server.closeAllConnections();
    await app.close();
  });
  for (let client = 0; client < 256; client++) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => socket.destroy());
    await once(socket, 'connect');
    socket.pause();
    socket.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
  }
  await expect.poll(() => answered).toBe(256);
  const reply = await fetch(`${url}/small`);
  expect([reply.status, await reply.text()]).toEqual([200, 'small']);
});
