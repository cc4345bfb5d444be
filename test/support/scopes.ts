import { buildSchema, type ExecutionResult, type GraphQLSchema, graphqlSync, parse } from 'graphql';
import { authorize, ScopeDirectiveError, typeDefs } from '../../src/scopes/index.js';

/** A schema from SDL as an application writes it. */
export function build(sdl: string): GraphQLSchema {
  return buildSchema(typeDefs + sdl);
}

/** A schema from SDL that nobody has validated. */
export function buildUnchecked(sdl: string): GraphQLSchema {
  return buildSchema(typeDefs + sdl, { assumeValidSDL: true });
}

/** The faults that building finds, each as `coordinate: message`. */
export function faultsOf(build: () => unknown): string[] {
  try {
    build();
    return [];
  } catch (error) {
    if (!(error instanceof ScopeDirectiveError)) throw error;
    return error.faults.map(({ coordinate, message }) => `${coordinate}: ${message}`);
  }
}

export interface Run {
  /** Null is nobody. */
  scopes?: readonly string[] | null;
  variables?: Record<string, unknown>;
  rootValue?: unknown;
}

/** Executes an operation synchronously: a resolver that has become asynchronous makes it throw. */
export function run(schema: GraphQLSchema, source: string, { scopes = null, variables, rootValue }: Run = {}) {
  const contextValue = { auth: { scopes } };
  return graphqlSync({ schema, source, rootValue, contextValue, variableValues: variables ?? null });
}

/** The code of each error, by its path. */
export function refusalsIn({ errors = [] }: ExecutionResult): Record<string, unknown> {
  return Object.fromEntries(errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]));
}

/** What the pre-flight says of an operation. */
export function preflight(schema: GraphQLSchema, source: string, { scopes = null, variables }: Run = {}) {
  const document = parse(source);
  const { refused, refusals } = authorize(schema, { document, variables, auth: { scopes } });
  return { refused, paths: refusals.map(({ path }) => path?.join('.')) };
}
