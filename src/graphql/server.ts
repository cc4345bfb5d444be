import {
  ApolloServer,
  type ApolloServerPlugin,
  type HTTPGraphQLRequest,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { GraphQLSchema } from 'graphql';
import { scopesPlugin } from '../scopes/use/apollo.js';
import { answerPlugin } from './answer-plugin.js';
import type { Context } from './context.js';
import { shorten, shortenWithoutSuggestions } from './error-text.js';
import { formatError } from './format-error.js';
import { KnownDocuments } from './known-documents.js';
import { createKnownOperations, type FormatError } from './known-operations.js';
import { operationCostPlugin } from './limits/operation-cost-plugin.js';
import { operationSizeRule } from './limits/operation-size-rule.js';
import { outcomePlugin } from './outcome-plugin.js';
import { refusalsPlugin } from './refusals-plugin.js';
import { variableErrorsPlugin } from './variable-errors.js';

export interface ServerOptions {
  schema: GraphQLSchema;
  /** Serve Apollo Sandbox to browsers. */
  sandbox: boolean;
  /** Whether clients may ask for the schema; where they may not, no error suggests names from it. */
  introspection: boolean;
  /** Milliseconds since 1970. */
  now: () => number;
}

const MOST_TOKENS = 4_000;
const MOST_VALIDATION_ERRORS = 20;

/** What is looked at first of a request. */
export interface Asked {
  method: string;
  body: unknown;
  /** All of it, which Apollo Server looks at. */
  whole(): HTTPGraphQLRequest;
}

/** Decides what to answer. The process handles signals. */
export interface GraphQLServer {
  /**
   * @param context rejects with what Apollo Server is to answer instead
   * @param mediaType of the answer, if it is one of GraphQL: a browser may get a page
   */
  answer(request: Asked, context: () => Promise<Context>, mediaType: string): Promise<HTTPGraphQLResponse>;
  stop(): Promise<void>;
}

/** Apollo Server, and a shorter way to the answers to operations that it knows already; started. */
export async function startGraphQLServer(options: ServerOptions): Promise<GraphQLServer> {
  const { schema, introspection, now } = options;
  const reword = introspection ? shorten : shortenWithoutSuggestions;
  const format: FormatError = (formatted, error) => reword(formatError(formatted, error), error);
  const documents = new KnownDocuments();
  const plugins = [
    operationCostPlugin(),
    variableErrorsPlugin(reword),
    scopesPlugin<Context>(),
    answerPlugin(),
    outcomePlugin(),
    refusalsPlugin(now),
  ];
  const apollo = createApolloServer(options, [...plugins, documents.plugin()], format);
  await apollo.start();
  const known = await createKnownOperations({ schema, documents, plugins, formatError: format });
  const answerByApollo = ({ whole }: Asked, context: () => Promise<Context>) =>
    apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest: whole(), context });
  return {
    answer: async (request, context, mediaType) => {
      const operation = request.method === 'POST' ? known.find(request.body) : undefined;
      if (!operation) return answerByApollo(request, context);
      let contextValue: Context;
      try {
        contextValue = await context();
      } catch (error) {
        return answerByApollo(request, () => Promise.reject(error));
      }
      return known.answer(operation, contextValue, mediaType);
    },
    stop: () => apollo.stop(),
  };
}

function createApolloServer(
  { schema, sandbox, introspection }: ServerOptions,
  plugins: readonly ApolloServerPlugin<Context>[],
  format: FormatError,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection,
    formatError: format,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [operationSizeRule],
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS },
    // What it would keep, a plugin keeps.
    documentStore: null,
    // Whoever likes could fill their store too, and what is not in it is answered with 200 and no data.
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [
      ...plugins,
      // Its `cache-control: no-store` is set for every answer in http/.
      ApolloServerPluginCacheControlDisabled(),
      sandbox ? ApolloServerPluginLandingPageLocalDefault() : ApolloServerPluginLandingPageDisabled(),
    ],
  });
}
