import { rewireTypes } from '@graphql-tools/utils';
import {
  GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import type { CompileOptions } from '../map/compile.js';
import { compiledOf, share } from '../map/compiled-schemas.js';
import { describe } from './describe.js';
import { Executions } from './executions.js';
import { type Enforcement, guardField } from './guard.js';
import { type PolicyOptions, readPolicy, setPolicy } from './policy.js';

export interface EnforceOptions extends CompileOptions, PolicyOptions {}

/**
 * A schema in which every protected field checks `context.auth.scopes` before its resolver runs, and a subscription
 * before its source opens. The schema given is left as it is.
 *
 * `auth` absent or null, or its `scopes` null, is nobody; an array or a Set is somebody. A refused field throws a
 * `ScopeRefusal`; a resolver that was synchronous stays so. Applying it again changes nothing.
 * @throws ScopeDirectiveError with every fault, where a directive in the SDL cannot be read; TypeError where the options
 *   contradict each other
 */
export function enforceScopes(schema: GraphQLSchema, options: EnforceOptions = {}): GraphQLSchema {
  const policy = readPolicy(options);
  const compiled = compiledOf(schema, options);
  const copy = copyOf(schema);
  enforceOn(copy, { compiled, policy, executions: new Executions(compiled) });
  share(schema, copy);
  setPolicy(copy, policy);
  return copy;
}

/** All of it anew, so that what is done to its types and fields does not reach the schema it is a copy of. */
function copyOf(schema: GraphQLSchema): GraphQLSchema {
  const { typeMap, directives } = rewireTypes(schema.getTypeMap(), schema.getDirectives());
  const root = <Type extends { name: string }>(type: Type | null | undefined) => type && (typeMap[type.name] as never);
  return new GraphQLSchema({
    ...schema.toConfig(),
    query: root(schema.getQueryType()),
    mutation: root(schema.getMutationType()),
    subscription: root(schema.getSubscriptionType()),
    types: Object.values(typeMap),
    directives,
  });
}

function enforceOn(schema: GraphQLSchema, enforcement: Enforcement): void {
  const { compiled } = enforcement;
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    describe(type, type.name, compiled);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      describe(field, coordinate, compiled);
      if (!('args' in field)) continue;
      for (const argument of field.args) describe(argument, `${coordinate}(${argument.name}:)`, compiled);
      if (isObjectType(type)) guardField(field, coordinate, enforcement, type === schema.getSubscriptionType());
    }
  }
}
