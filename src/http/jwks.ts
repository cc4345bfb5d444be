import type { FastifyInstance } from 'fastify';
import type { JWK } from 'jose';

/** `/.well-known/jwks.json`: the public keys, so that other services can verify the access tokens (RFC 7517). */
export async function jwksRoute(
  app: FastifyInstance,
  { jwks }: { jwks: () => Promise<{ keys: JWK[] }> },
): Promise<void> {
  app.get('/.well-known/jwks.json', async (_, reply) => {
    // Before the headers: a failure must not be kept for five minutes.
    const body = JSON.stringify(await jwks());
    return reply.type('application/jwk-set+json').header('cache-control', 'public, max-age=300').send(body);
  });
}
