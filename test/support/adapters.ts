import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { useEngine as engine, envelop, useMaskedErrors as maskedErrors, useSchema as withSchema } from '@envelop/core';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { fastify } from 'fastify';
import { execute, type GraphQLSchema, parse, specifiedRules, subscribe, validate } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { mercurius } from 'mercurius';
import { expect } from 'vitest';
import { type EnforceOptions, enforceScopes, typeDefs } from '../../src/scopes/index.js';
import { scopesPlugin } from '../../src/scopes/use/apollo.js';
import { addScopesHooks } from '../../src/scopes/use/mercurius.js';
import { useScopes as scopesPreflight } from '../../src/scopes/use/yoga.js';

export type Auth = { scopes: string[] } | null;

export interface Ask {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
  /** Sent in the header `x-scopes`; null, and nothing, is nobody. */
  scopes?: string[] | null;
}

export interface Told {
  message: string;
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
}

/** What a client is answered, as JSON. */
export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: Told[];
}

export interface Server {
  /** Where it listens; empty where it runs in process. */
  url: string;
  ask(asked: Ask): Promise<Answer>;
  close(): Promise<unknown>;
}

export interface Setup {
  schema: GraphQLSchema;
  /** Whether the pre-flight is in, or the guards are alone. Default: true. */
  adapter?: boolean;
}

export type Start = (setup: Setup) => Promise<Server>;

const LOCALHOST = '127.0.0.1';

const sdl = `
  type Query {
    open: String @public
    broken: String @public
    both: String @requiresScopes(scopes: [["a", "b"], ["c"]])
    me: String @authenticated
    note: Note
    found: [Found]
    nodes: [Node]
    list: [Item]
    search(word: String, all: Boolean @requiresScopes(scopes: "all")): String
  }
  type Mutation {
    write(text: String!): Note
    erase: String @requiresScopes(scopes: "erase")
  }
  type Subscription {
    tick: Tick @requiresScopes(scopes: "ticks")
  }
  interface Node { id: Int! }
  type Note implements Node { id: Int!  text: String  secret: String @requiresScopes(scopes: "secrets") }
  type Vault implements Node @requiresScopes(scopes: "vault") { id: Int!  gold: Int }
  union Found = Note | Vault
  type Item { n: Int  cost: Int @requiresScopes(scopes: "cost")  price: Int! @requiresScopes(scopes: "cost") }
  type Tick { n: Int  secret: Int @requiresScopes(scopes: "secrets")  list: [Item] }`;

export const ITEMS = 1_000;

const nodes = [{ __typename: 'Note', id: 1, text: 'text' }, { __typename: 'Vault' }];
const items = Array.from({ length: ITEMS }, (_, n) => ({ n }));

const answers: Record<string, Record<string, () => unknown>> = {
  Query: {
    open: () => 'open',
    broken: () => {
      throw new Error('The password is 1234.');
    },
    both: () => 'both',
    me: () => 'me',
    note: () => nodes[0],
    found: () => nodes,
    nodes: () => nodes,
    list: () => items,
    search: () => 'found',
  },
  Mutation: { write: () => nodes[0], erase: () => 'erased' },
  Note: { secret: () => 'secret' },
  Vault: { id: () => 2, gold: () => 79 },
  Item: { cost: () => 5, price: () => 7 },
  Tick: { secret: () => 9, list: () => items },
};

/** A schema, and what has run of it. The second event of its subscription, like the first, comes when it is let. */
export function shop(options: EnforceOptions = {}) {
  const ran = new Set<string>();
  let letNext = () => {};
  const next = new Promise<void>((resolve) => {
    letNext = resolve;
  });
  async function* subscribe() {
    ran.add('Subscription.tick');
    yield 'tick';
    await next;
    yield 'tick';
  }
  let n = 0;
  const resolve = () => {
    n += 1;
    return { n };
  };
  const resolvers = { ...recordedIn(ran), Subscription: { tick: { subscribe, resolve } } };
  const schema = enforceScopes(makeExecutableSchema({ typeDefs: [typeDefs, sdl], resolvers }), options);
  return { schema, ran, letNext };
}

function recordedIn(ran: Set<string>) {
  const recorded = (type: string, field: string, answer: () => unknown) => () => {
    ran.add(`${type}.${field}`);
    return answer();
  };
  return Object.fromEntries(
    Object.entries(answers).map(([type, fields]) => [
      type,
      Object.fromEntries(Object.entries(fields).map(([field, answer]) => [field, recorded(type, field, answer)])),
    ]),
  );
}

/** Test only: whoever asks says what they may do. */
function authOf(scopes: string | null | undefined): Auth {
  return typeof scopes === 'string' ? { scopes: scopes.split(' ').filter((scope) => scope !== '') } : null;
}

export async function startApollo({ schema, adapter = true }: Setup): Promise<Server> {
  const server = new ApolloServer<{ auth: Auth }>({
    schema,
    plugins: adapter ? [scopesPlugin()] : [],
    allowBatchedHttpRequests: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: LOCALHOST, port: 0 },
    context: async ({ req }) => ({ auth: authOf(req.headers['x-scopes']?.toString()) }),
  });
  return { url, ask: (asked) => post(url, asked), close: () => server.stop() };
}

/** @param auth who asks, whatever the header says */
export async function startYoga({ schema, adapter = true, auth }: Setup & { auth?: () => Auth }): Promise<Server> {
  const yoga = createYoga({
    schema,
    plugins: adapter ? [scopesPreflight()] : [],
    context: ({ request }) => ({ auth: auth ? auth() : authOf(request.headers.get('x-scopes')) }),
    batching: true,
    logging: false,
  });
  const server = createServer(yoga);
  await new Promise<void>((listening) => server.listen(0, LOCALHOST, listening));
  const url = `http://${LOCALHOST}:${(server.address() as AddressInfo).port}/graphql`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url, ask: (asked) => post(url, asked), close };
}

export function envelopOf({ schema, adapter = true }: Setup) {
  const runs = engine({ parse, validate, execute, subscribe, specifiedRules });
  const scopes = adapter ? [scopesPreflight()] : [];
  return envelop({ plugins: [runs, withSchema(schema), maskedErrors(), ...scopes] });
}

export async function startEnvelop(setup: Setup): Promise<Server> {
  const getEnveloped = envelopOf(setup);
  const ask = async ({ query, variables, operationName, scopes }: Ask): Promise<Answer> => {
    const auth = scopes ? { scopes } : null;
    const { schema, parse, validate, contextFactory, execute } = getEnveloped({ auth });
    const document = parse(query);
    const invalid = validate(schema, document);
    if (invalid.length > 0) return asSent({ errors: invalid });
    const contextValue = await contextFactory();
    return asSent(await execute({ schema, document, contextValue, variableValues: variables, operationName }));
  };
  return { url: '', ask, close: async () => {} };
}

export async function startMercurius(setup: Setup, options: { jit?: number } = {}): Promise<Server> {
  const { app, url } = await listenMercurius(setup, options);
  return { url, ask: (asked) => post(url, asked), close: () => app.close() };
}

/** Asks thrice, of which graphql-js answers the first and graphql-jit the others, and alike. */
export async function startMercuriusWithJit(setup: Setup): Promise<Server> {
  const server = await startMercurius(setup, { jit: 1 });
  const ask = async (asked: Ask) => {
    const answers = [await server.ask(asked), await server.ask(asked), await server.ask(asked)] as const;
    const [first, ...compiled] = answers.map(inAnyOrder);
    expect(compiled).toEqual([first, first]);
    return answers[2];
  };
  return { ...server, ask };
}

export async function listenMercurius({ schema, adapter = true }: Setup, options: { jit?: number }) {
  const app = fastify();
  await app.register(mercurius, {
    schema,
    context: ({ headers }) => ({ auth: authOf(headers['x-scopes']?.toString()) }),
    allowBatchedQueries: true,
    ...options,
  });
  if (adapter) addScopesHooks(app.graphql);
  return { app, url: `${await app.listen({ host: LOCALHOST, port: 0 })}/graphql` };
}

/** graphql-jit tells errors in another order. */
function inAnyOrder({ data, errors = [] }: Answer) {
  return { data, errors: errors.map(({ path, extensions }) => JSON.stringify([path, extensions?.code])).sort() };
}

export async function post(url: string, asked: Ask): Promise<Answer> {
  const { scopes, ...body } = asked;
  return send(url, body, scopes);
}

/** Several requests in one. */
export async function postBatch(
  url: string,
  batch: Omit<Ask, 'scopes'>[],
  scopes?: string[] | null,
): Promise<Answer[]> {
  return send(url, batch, scopes);
}

async function send<T>(url: string, body: unknown, scopes: string[] | null = null): Promise<T> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...scopesHeader(scopes) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as T;
}

export function scopesHeader(scopes: string[] | null): Record<string, string> {
  return scopes ? { 'x-scopes': scopes.join(' ') } : {};
}

function asSent(result: unknown): Answer {
  return JSON.parse(JSON.stringify(result)) as Answer;
}
