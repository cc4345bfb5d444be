import type { ApolloServerPlugin } from '@apollo/server';
import {
  type ASTNode,
  BREAK,
  coerceInputValue,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
} from 'graphql';

const MOST_ERRORS = 50;

type Values = Readonly<Record<string, unknown>>;

/** Answers an operation whose variables are of the wrong type: an error for each bad value, with where it stands. */
export function inputErrorsPlugin(): ApolloServerPlugin {
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
  const definitions = operation?.variableDefinitions ?? [];
  const errors = definitions.flatMap((definition) => errorsOf(schema, definition, values));
  return errors.slice(0, MOST_ERRORS).map((error) => error.toJSON());
}

function errorsOf(schema: GraphQLSchema, definition: VariableDefinitionNode, values: Values): GraphQLError[] {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) return [];
  if (!Object.hasOwn(values, name)) {
    const isMissing = isNonNullType(type) && !definition.defaultValue;
    return isMissing ? [errorAt(definition, [name], `expected ${type}, found nothing.`)] : [];
  }
  const errors: GraphQLError[] = [];
  coerceInputValue(values[name], type, (path, _, { message }) => {
    errors.push(errorAt(definition, [name, ...path], message));
  });
  return errors;
}

function errorAt(definition: VariableDefinitionNode, path: readonly (string | number)[], message: string) {
  const inputPath = path.join('.');
  return new GraphQLError(`Variable "$${inputPath}": ${message}`, {
    nodes: definition,
    extensions: { code: 'BAD_USER_INPUT', inputPath },
  });
}

const VALUES: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
  Kind.VARIABLE,
]);

/**
 * Where a value that is written into the operation is of the wrong type.
 * @param error from validation or execution
 * @returns from the argument down to the value (`input.email`), or undefined where the error is about something else
 */
export function inputPathOf({ nodes, source }: GraphQLError): string | undefined {
  const [node] = nodes ?? [];
  if (!node?.loc || !source || !VALUES.has(node.kind)) return undefined;
  return pathTo(node, parse(source.body));
}

function pathTo(target: ASTNode, document: ASTNode): string | undefined {
  let found: string | undefined;
  visit(document, {
    enter: (node, _key, parent, _path, ancestors) => {
      if (node.kind !== target.kind || node.loc?.start !== target.loc?.start) return undefined;
      const line = [...ancestors, parent, node].flatMap((each) => (each && 'kind' in each ? each : []));
      const steps = line.filter((each) => each.kind === Kind.ARGUMENT || each.kind === Kind.OBJECT_FIELD);
      found = steps.map(({ name }) => name.value).join('.');
      return BREAK;
    },
  });
  return found || undefined;
}
