import type { ApolloServerPlugin } from '@apollo/server';
import {
  coerceInputValue,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

const MOST_ERRORS = 50;

/** Thrown to end the search: a list of a hundred thousand bad values must not all be told. */
const ENOUGH = Symbol('enough errors');

type Values = Readonly<Record<string, unknown>>;

/** Answers an operation whose variables are of the wrong type: an error for each bad value, with where it stands. */
export function variableErrorsPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, operation, request, response }) => {
        const errors = variableErrors(schema, operation, request.variables ?? {});
        if (errors.length === 0) return null;
        return { http: response.http, body: { kind: 'single', singleResult: { errors } } };
      },
    }),
  };
}

function variableErrors(schema: GraphQLSchema, operation: OperationDefinitionNode | undefined, values: Values) {
  const errors: GraphQLError[] = [];
  try {
    for (const definition of operation?.variableDefinitions ?? []) addErrors(errors, schema, definition, values);
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
  return errors.map((error) => error.toJSON());
}

function addErrors(
  errors: GraphQLError[],
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  values: Values,
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  const add = (path: readonly (string | number)[], message: string) => {
    if (errors.push(errorAt(definition, [name, ...path], message)) >= MOST_ERRORS) throw ENOUGH;
  };
  if (!isInputType(type)) return;
  if (Object.hasOwn(values, name)) coerceInputValue(values[name], type, (path, _, { message }) => add(path, message));
  else if (isNonNullType(type) && !definition.defaultValue) add([], `expected ${type}, found nothing.`);
}

function errorAt(definition: VariableDefinitionNode, path: readonly (string | number)[], message: string) {
  const inputPath = path.join('.');
  return new GraphQLError(`Variable "$${inputPath}": ${message}`, {
    nodes: definition,
    extensions: { code: 'BAD_USER_INPUT', inputPath },
  });
}
