import { buildSchema, type GraphQLSchema } from 'graphql';
import { type Catalogue, catalogueOf } from '../scopes/index.js';

/** What the server says of its schema with its directives, which introspection leaves out. */
export interface Described {
  schema: GraphQLSchema;
  /** Each scope there is to its description. */
  catalogue: Catalogue;
}

/** @throws where the server does not answer */
export async function fetchDescribed(): Promise<Described> {
  const schema = buildSchema(await (await fetchFrom('/explorer/schema.graphql')).text());
  return { schema, catalogue: catalogueOf(schema) };
}

export interface DemoAccount {
  username: string;
  password: string;
}

/** Who may be chosen with a click; nobody in production. @throws where the server does not answer */
export async function fetchDemoAccounts(): Promise<readonly DemoAccount[]> {
  return (await fetchFrom('/explorer/demo-accounts.json')).json();
}

async function fetchFrom(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new TypeError(`${path} answers with ${response.status}.`);
  return response;
}
