// The stack of this server with the usual wrapper: a directive in the SDL, and `mapSchema` to put a check around each resolver
// that it stands on, as the documentation of GraphQL Tools shows it.
import { makeExecutableSchema } from '@graphql-tools/schema';
import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, GraphQLError } from 'graphql';
import { serveWithApollo } from './shared/apollo.mjs';
import { userOf } from './shared/bearer.mjs';
import { resolversFor, typeDefs } from './shared/schema.mjs';

const DIRECTIVE = 'requiresScopes';

const sdl = `directive @${DIRECTIVE}(scopes: [[String!]!]!) on FIELD_DEFINITION
  ${typeDefs((scope) => `@${DIRECTIVE}(scopes: [["${scope}"]])`)}`;

function requireScopes(schema) {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (fieldConfig) => {
      const directive = getDirective(schema, fieldConfig, DIRECTIVE)?.[0];
      if (!directive) return fieldConfig;
      const { resolve = defaultFieldResolver } = fieldConfig;
      fieldConfig.resolve = async (source, args, context, info) => {
        if (!context.user) throw new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
        const isAllowed = directive.scopes.some((all) => all.every((scope) => context.user.scopes.includes(scope)));
        if (!isAllowed) throw new GraphQLError('Not enough scopes.', { extensions: { code: 'FORBIDDEN' } });
        return resolve(source, args, context, info);
      };
      return fieldConfig;
    },
  });
}

const schema = makeExecutableSchema({ typeDefs: sdl, resolvers: resolversFor(({ user }) => user.id) });
await serveWithApollo(requireScopes(schema), async ({ headers }) => ({ user: await userOf(headers.authorization) }));
