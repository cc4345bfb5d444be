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
import type { Reword } from './error-text.js';

const MOST_ERRORS = 50;

/** Thrown to end the search: a list of a hundred thousand bad values must not all be told. */
const ENOUGH = Symbol('enough errors');

type Values = Readonly<Record<string, unknown>>;
type Place = readonly (string | number)[];
type Fault = { message: string; originalError?: Error | undefined };

/** Answers an operation whose variables are of the wrong type: an error for each bad value, with where it stands. */
export function variableErrorsPlugin(reword: Reword): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, operation, request, response }) => {
        const errors = variableErrors(schema, operation, request.variables ?? {}).map((error) =>
          reword(error.toJSON(), error),
        );
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
  return errors;
}

function addErrors(
  errors: GraphQLError[],
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  values: Values,
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  const add = (path: Place, fault: Fault) => {
    if (errors.push(errorAt(definition, [name, ...path], fault)) >= MOST_ERRORS) throw ENOUGH;
  };
  if (!isInputType(type)) return;
  if (Object.hasOwn(values, name)) coerceInputValue(values[name], type, (path, _, fault) => add(path, fault));
  else if (isNonNullType(type) && !definition.defaultValue) add([], { message: `expected ${type}, found nothing.` });
}

function errorAt(definition: VariableDefinitionNode, path: Place, { message, originalError }: Fault): GraphQLError {
  const inputPath = path.join('.');
  return new GraphQLError(`Variable "$${inputPath}": ${message}`, {
    nodes: definition,
    originalError,
    extensions: { code: 'BAD_USER_INPUT', inputPath },
  });
}
