import {
  type ApolloServerPlugin,
  type GraphQLRequestListener,
  HeaderMap,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import type { Context } from './context.js';
import type { KnownDocuments } from './known-documents.js';

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

export interface KnownOperationsOptions {
  schema: GraphQLSchema;
  documents: KnownDocuments;
  /** Those that decide and tell something of an operation. What `requestDidStart` gives must not depend on the request. */
  plugins: readonly ApolloServerPlugin<Context>[];
  formatError: FormatError;
}

/** An operation of a document that is known to be valid, as a client asks for it. */
interface KnownOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  request: { query: string; operationName?: string; variables?: Record<string, unknown> };
}

export interface KnownOperations {
  /** The operation that the body of a POST asks for; undefined where it is for Apollo Server to say what that is. */
  find(body: unknown): KnownOperation | undefined;
  /** Answers as Apollo Server would. @param mediaType of the answer */
  answer(known: KnownOperation, contextValue: Context, mediaType: string): Promise<HTTPGraphQLResponse>;
}

/**
 * What was validated before is answered without Apollo Server, which would look at the media types, hash the text and copy the
 * context once more: a fifth of all the time that an answer takes. The same plugins decide in the same order.
 */
export async function createKnownOperations(options: KnownOperationsOptions): Promise<KnownOperations> {
  const { schema, documents, plugins, formatError } = options;
  const listeners = await Promise.all(plugins.map((plugin) => plugin.requestDidStart?.({} as never)));
  const pipeline = new Pipeline(
    schema,
    listeners.filter((listener) => listener !== undefined),
    formatError,
  );
  return {
    find: (body) => findIn(documents, body),
    answer: async (known, contextValue, mediaType) => {
      const { http, body } = await pipeline.run(known, contextValue);
      http.headers.set('content-type', mediaType);
      const { status = 200, headers } = http;
      const { errors, data } = body.singleResult;
      const string = `${JSON.stringify({ errors, data })}\n`;
      return { status, headers, body: { kind: 'complete', string } };
    },
  };
}

/** Whatever is not as it should be, or not as usual, is left to Apollo Server. */
function findIn(documents: KnownDocuments, body: unknown): KnownOperation | undefined {
  if (!isRecord(body) || typeof body.query !== 'string') return undefined;
  const { query, operationName = null, variables = null, extensions = null } = body;
  const document = documents.find(query as string);
  if (!document) return undefined;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  if (variables !== null && !isRecord(variables)) return undefined;
  if (extensions !== null && (!isRecord(extensions) || 'persistedQuery' in extensions)) return undefined;
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const request = {
    query: query as string,
    ...(operationName !== null && { operationName }),
    ...(variables !== null && { variables }),
  };
  return { document, operation, request };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Listener = GraphQLRequestListener<Context>;

/** What the plugins read of a request, and write of its answer. */
interface Work extends KnownOperation {
  schema: GraphQLSchema;
  operationName: string | null;
  contextValue: Context;
  errors: readonly GraphQLError[] | undefined;
  response: { http: { status?: number; headers: HeaderMap }; body: Single };
}

interface Single {
  kind: 'single';
  singleResult: { errors?: readonly GraphQLFormattedError[]; data?: ExecutionResult['data'] | undefined };
}

type Hook<Result> = (work: Work) => Promise<Result>;

/** The hooks of this name that the plugins have, in their order. */
function hooksOf<Result = void>(listeners: readonly Listener[], name: keyof Listener): Hook<Result>[] {
  const hooks = listeners.map((listener) => listener[name]);
  return hooks.filter((hook) => hook !== undefined) as unknown as Hook<Result>[];
}

/** What Apollo Server does from a validated document on, hook by hook. */
class Pipeline {
  readonly #didResolveOperation: readonly Hook<void>[];
  readonly #responseForOperation: readonly Hook<{ body: Single } | null>[];
  readonly #didEncounterErrors: readonly Hook<void>[];
  readonly #willSendResponse: readonly Hook<void>[];

  constructor(
    readonly schema: GraphQLSchema,
    listeners: readonly Listener[],
    readonly formatError: FormatError,
  ) {
    this.#didResolveOperation = hooksOf(listeners, 'didResolveOperation');
    this.#responseForOperation = hooksOf(listeners, 'responseForOperation');
    this.#didEncounterErrors = hooksOf(listeners, 'didEncounterErrors');
    this.#willSendResponse = hooksOf(listeners, 'willSendResponse');
  }

  async run({ document, operation, request }: KnownOperation, contextValue: Context): Promise<Work['response']> {
    const work: Work = {
      document,
      operation,
      request,
      schema: this.schema,
      operationName: operation.name?.value ?? null,
      contextValue,
      errors: undefined,
      response: { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: {} } },
    };
    work.response.body.singleResult = await this.#resultOf(work);
    for (const hook of this.#willSendResponse) await hook(work);
    return work.response;
  }

  async #resultOf(work: Work): Promise<Single['singleResult']> {
    try {
      for (const hook of this.#didResolveOperation) await hook(work);
    } catch (error) {
      return { errors: await this.#failed(work, [asGraphQLError(error)]) };
    }
    for (const hook of this.#responseForOperation) {
      const response = await hook(work);
      if (response) return response.body.singleResult;
    }
    const { data, errors } = await this.#execute(work);
    if (!errors) return { data };
    const formatted = await this.#failed(work, errors);
    return data === undefined ? { errors: formatted } : { errors: formatted, data };
  }

  async #execute({ schema, document, contextValue, request }: Work): Promise<ExecutionResult> {
    const { operationName, variables: variableValues } = request;
    try {
      return await execute({ schema, document, contextValue, variableValues, operationName });
    } catch (error) {
      return { errors: [asGraphQLError(error)] };
    }
  }

  async #failed(work: Work, errors: readonly GraphQLError[]): Promise<GraphQLFormattedError[]> {
    work.errors = errors;
    for (const hook of this.#didEncounterErrors) await hook(work);
    return errors.map((error) => this.formatError(withCode(error), error));
  }
}

/** As Apollo Server gives an error to `formatError`. */
function withCode(error: GraphQLError): GraphQLFormattedError {
  const { http: _, code = 'INTERNAL_SERVER_ERROR', ...extensions } = error.extensions;
  return { ...error.toJSON(), extensions: { code, ...extensions } };
}

function asGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const originalError = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError(originalError.message, { originalError });
}
