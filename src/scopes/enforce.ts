import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  GraphQLEnumType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { described, describedField } from './describe.js';
import { guardField } from './guard.js';
import { adoptRequirements, type CompileOptions, requirementsOf } from './requirements.js';

/**
 * A schema in which every protected field checks `context.auth.scopes` before its resolver runs, and a subscription
 * before its source opens. The schema given is left as it is.
 *
 * `auth` absent or null, or its `scopes` null, is nobody; an array or a Set is somebody. A refused field throws a
 * `ScopeRefusal`; a resolver that was synchronous stays so. Applying it again changes nothing.
 * @throws ScopeDirectiveError with every fault, where a directive in the SDL cannot be read
 */
export function enforceScopes(schema: GraphQLSchema, options: CompileOptions = {}): GraphQLSchema {
  const requirements = requirementsOf(schema, options);
  const requirementOf = (coordinate: string) => requirements.get(coordinate);
  const guarded = mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) => new GraphQLObjectType(described(type.toConfig(), requirementOf(type.name))),
    [MapperKind.INTERFACE_TYPE]: (type) =>
      new GraphQLInterfaceType(described(type.toConfig(), requirementOf(type.name))),
    [MapperKind.ENUM_TYPE]: (type) => new GraphQLEnumType(described(type.toConfig(), requirementOf(type.name))),
    [MapperKind.SCALAR_TYPE]: (type) => new GraphQLScalarType(described(type.toConfig(), requirementOf(type.name))),
    [MapperKind.OBJECT_FIELD]: (field, name, typeName) => {
      const coordinate = `${typeName}.${name}`;
      return guardField(describedField(field, coordinate, requirements), coordinate, requirements);
    },
    [MapperKind.INTERFACE_FIELD]: (field, name, typeName) => describedField(field, `${typeName}.${name}`, requirements),
    [MapperKind.INPUT_OBJECT_FIELD]: (field, name, typeName) => described(field, requirementOf(`${typeName}.${name}`)),
  });
  return adoptRequirements(guarded, requirements);
}
