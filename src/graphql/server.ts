import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { scopesPlugin } from '../scopes/use/apollo.js';
import { answerPlugin } from './answer-plugin.js';
import type { Context } from './context.js';
import { shorten, shortenWithoutSuggestions } from './error-text.js';
import { formatError } from './format-error.js';
import { operationCostPlugin } from './limits/operation-cost-plugin.js';
import { operationSizeRule } from './limits/operation-size-rule.js';
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
/** Of JSON, which takes a third of the memory that the documents do. Whoever likes can fill it. */
const MOST_DOCUMENT_BYTES = 8 * 1_024 * 1_024;

/** Apollo Server, which decides what to answer. Start it before the first request; the process handles signals. */
export function createGraphQLServer({ schema, sandbox, introspection, now }: ServerOptions): ApolloServer<Context> {
  const reword = introspection ? shorten : shortenWithoutSuggestions;
  return new ApolloServer<Context>({
    schema,
    introspection,
    formatError: (formatted, error) => reword(formatError(formatted, error), error),
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [operationSizeRule],
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS },
    documentStore: new InMemoryLRUCache<DocumentNode>({ maxSize: MOST_DOCUMENT_BYTES }),
    // Whoever likes could fill their store too, and what is not in it is answered with 200 and no data.
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [
      operationCostPlugin(),
      variableErrorsPlugin(reword),
      scopesPlugin(),
      answerPlugin(),
      refusalsPlugin(now),
      // Its `cache-control: no-store` is set for every answer in http/.
      ApolloServerPluginCacheControlDisabled(),
      sandbox ? ApolloServerPluginLandingPageLocalDefault() : ApolloServerPluginLandingPageDisabled(),
    ],
  });
}
