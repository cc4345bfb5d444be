import { addResolversToSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { catalogueOf, enforceScopes } from '../scopes/index.js';
import { resolversFor } from './resolvers/index.js';
import { buildSdlSchema } from './sdl.js';

/**
 * The executable schema: SDL, resolvers, and the checks that the directives ask for.
 * @throws ScopeDirectiveError where a directive is faulty, Error where SDL and resolvers do not fit
 */
export function createSchema(): GraphQLSchema {
  const schema = buildSdlSchema();
  const resolvers = resolversFor([...catalogueOf(schema).keys()]);
  const resolverValidationOptions = { requireResolversToMatchSchema: 'error' as const };
  return enforceScopes(addResolversToSchema({ schema, resolvers, resolverValidationOptions }), { strict: true });
}
