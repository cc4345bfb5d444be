import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  GraphQLEnumType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import type { Compiled, CompileOptions } from './compile.js';
import { type Element, told, toldField } from './describe.js';
import { guardField } from './guard.js';
import { compiledOf, share } from './requirements.js';

/**
 * A schema in which every protected field checks `context.auth.scopes` before its resolver runs, and a subscription
 * before its source opens. The schema given is left as it is.
 *
 * `auth` absent or null, or its `scopes` null, is nobody; an array or a Set is somebody. A refused field throws a
 * `ScopeRefusal`; a resolver that was synchronous stays so. Applying it again changes nothing.
 * @throws ScopeDirectiveError with every fault, where a directive in the SDL cannot be read
 */
export function enforceScopes(schema: GraphQLSchema, options: CompileOptions = {}): GraphQLSchema {
  const compiled = compiledOf(schema, options);
  const subscription = schema.getSubscriptionType()?.name;
  const guarded = mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) => toldType(type, GraphQLObjectType, compiled),
    [MapperKind.INTERFACE_TYPE]: (type) => toldType(type, GraphQLInterfaceType, compiled),
    [MapperKind.ENUM_TYPE]: (type) => toldType(type, GraphQLEnumType, compiled),
    [MapperKind.SCALAR_TYPE]: (type) => toldType(type, GraphQLScalarType, compiled),
    [MapperKind.OBJECT_FIELD]: (field, name, typeName) => {
      const coordinate = `${typeName}.${name}`;
      return guardField(toldField(field, coordinate, compiled), coordinate, compiled, typeName === subscription);
    },
    [MapperKind.INTERFACE_FIELD]: (field, name, typeName) => toldField(field, `${typeName}.${name}`, compiled),
    [MapperKind.INPUT_OBJECT_FIELD]: (field, name, typeName) => told(field, `${typeName}.${name}`, compiled),
  });
  return share(schema, guarded);
}

function toldType<Type extends { name: string }, Config extends Element>(
  type: Type & { toConfig(): Config },
  Class: new (config: Config) => Type,
  compiled: Compiled,
): Type {
  return compiled.requirements.has(type.name) ? new Class(told(type.toConfig(), type.name, compiled)) : type;
}
