// The stack of this server with graphql-shield.
import { makeExecutableSchema } from '@graphql-tools/schema';
import { applyMiddleware } from 'graphql-middleware';
import { rule, shield } from 'graphql-shield';
import { serveWithApollo } from './shared/apollo.mjs';
import { userOf } from './shared/bearer.mjs';
import { resolversFor, typeDefs } from './shared/schema.mjs';

const hasScope = (scope) =>
  rule(`has ${scope}`, { cache: 'contextual' })(async (_, __, { user }) => user?.scopes.includes(scope) ?? false);
const permissions = shield({ Query: { me: hasScope('me'), myItems: hasScope('items') } });

const schema = makeExecutableSchema({ typeDefs: typeDefs(), resolvers: resolversFor(({ user }) => user.id) });
await serveWithApollo(applyMiddleware(schema, permissions), async ({ headers }) => ({
  user: await userOf(headers.authorization),
}));
