import Fastify from 'fastify';
import mercurius from 'mercurius';
import mercuriusAuth from 'mercurius-auth';
import { userOf } from './bearer.mjs';
import { announce, anyPort } from './listen.mjs';
import { resolversFor, typeDefs } from './schema.mjs';

/** Mercurius with mercurius-auth in its directive mode, as its README shows it. */
export async function serveWithMercurius(options) {
  const app = Fastify();
  app.register(mercurius, {
    schema: `directive @auth(requires: String!) on FIELD_DEFINITION
      ${typeDefs((scope) => `@auth(requires: "${scope}")`)}`,
    resolvers: resolversFor(({ auth }) => auth.user.id),
    ...options,
  });
  app.register(mercuriusAuth, {
    authContext: async ({ reply }) => ({ user: await userOf(reply.request.headers.authorization) }),
    applyPolicy: async (directive, _parent, _args, { auth }) =>
      auth.user?.scopes.includes(directive.arguments[0].value.value) ?? false,
    authDirective: 'auth',
  });
  await app.listen(anyPort);
  announce(app.server.address().port);
}
