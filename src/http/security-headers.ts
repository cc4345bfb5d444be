import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

export type SecurityPolicy = NonNullable<NonNullable<Parameters<typeof helmet>[0]>['contentSecurityPolicy']>;

/** Gives every answer the headers that tell a browser what not to do with it. They are the same each time: helmet is asked once. */
export function addSecurityHeaders(app: FastifyInstance): void {
  const headers = securityHeaders({
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  });
  app.addHook('onRequest', (_, reply, done) => {
    reply.headers(headers);
    done();
  });
}

/** helmet's headers, with this content security policy. */
export function securityHeaders(contentSecurityPolicy: SecurityPolicy): NodeJS.Dict<string | number | string[]> {
  const request = new IncomingMessage(new Socket());
  const answer = new ServerResponse(request);
  helmet({ contentSecurityPolicy })(request, answer, () => {});
  return answer.getHeaders();
}
