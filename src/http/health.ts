import type { FastifyInstance } from 'fastify';
import { joined } from '../joined.js';

/** `/healthz`: the process answers. `/readyz`: it can serve. @param isReady may reject, which is a no */
export async function healthRoutes(
  app: FastifyInstance,
  { isReady }: { isReady: () => Promise<boolean> },
): Promise<void> {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));
  app.get('/healthz', async () => ({ status: 'ok' }));
  /** It takes a connection of the database, and whoever likes may ask. */
  const look = joined(() =>
    isReady().catch((error: unknown) => {
      app.log.warn({ err: error }, 'not ready');
      return false;
    }),
  );
  app.get('/readyz', async (_, reply) => {
    const ready = !isClosing && (await look());
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
}
