// GraphQL Yoga with @envelop/generic-auth.
import { createServer } from 'node:http';
import { REQUIRES_SCOPES_DIRECTIVE_SDL, useGenericAuth } from '@envelop/generic-auth';
import { createSchema, createYoga } from 'graphql-yoga';
import { verifyBearer } from './shared/bearer.mjs';
import { announce, anyPort } from './shared/listen.mjs';
import { resolversFor, typeDefs } from './shared/schema.mjs';

const yoga = createYoga({
  schema: createSchema({
    typeDefs: [REQUIRES_SCOPES_DIRECTIVE_SDL, typeDefs((scope) => `@requiresScopes(scopes: [["${scope}"]])`)],
    resolvers: resolversFor(({ currentUser }) => currentUser.sub),
  }),
  plugins: [
    useGenericAuth({
      mode: 'protect-granular',
      resolveUserFn: ({ request }) => verifyBearer(request.headers.get('authorization')),
    }),
  ],
});
const server = createServer(yoga);
server.listen(anyPort, () => announce(server.address().port));
