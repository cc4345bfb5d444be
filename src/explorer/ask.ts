import { type Answer, Refused } from './answer.js';

/** Sends an operation to this page's own server. */
export type Ask = (
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  accessToken?: string,
  // biome-ignore lint/suspicious/noExplicitAny: what the server gives is untyped; each caller names what it asked for
) => Promise<any>;

/**
 * Gives the data of the answer.
 * @throws Refused with the first error, TypeError where nothing can be reached, SyntaxError where the answer is no JSON
 */
export const ask: Ask = async (query, variables = {}, accessToken) => {
  const response = await post({ query, variables }, accessToken ? { authorization: `Bearer ${accessToken}` } : {});
  const { data, errors } = (await response.json()) as Answer;
  const [error] = errors ?? [];
  if (error) throw new Refused(error.extensions?.code, error.message);
  return data;
};

/** @param headers beside those that say what is sent */
export function post(body: object, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify(body),
  });
}
