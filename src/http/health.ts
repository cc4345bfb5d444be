import type { FastifyInstance } from 'fastify';

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
  app.get('/readyz', async (request, reply) => {
    const ready =
      !isClosing &&
      (await isReady().catch((error: unknown) => {
        request.log.warn({ err: error }, 'not ready');
        return false;
      }));
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
}
