import { type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';
import { requirementsOf } from '../map/compiled-schemas.js';

/**
 * The coordinates of the fields inside which somebody is signed in, whatever rule says so: for graphql-codegen's
 * `fieldContextTypes`, as `Query.me#./context.js#SignedInContext`.
 * @throws ScopeDirectiveError where a directive cannot be read
 */
export function protectedFields(schema: GraphQLSchema): string[] {
  const requirements = requirementsOf(schema);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .filter((coordinate) => requirements.has(coordinate));
}
