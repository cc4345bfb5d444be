import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

export type SecurityPolicy = NonNullable<NonNullable<Parameters<typeof helmet>[0]>['contentSecurityPolicy']>;

/** They are the same each time: helmet is asked once. */
export const usualSecurityHeaders = securityHeaders({
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
});

/** Gives every answer that Fastify sends the headers that tell a browser what not to do with it, unless its route has others. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', (_, reply, __, done) => {
    for (const [name, value] of Object.entries(usualSecurityHeaders)) {
      if (!reply.hasHeader(name)) reply.header(name, value);
    }
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
