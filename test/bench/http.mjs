/** A request that can be sent again and again, once by `send` and often by the load. */
export function graphqlRequest(query, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  return { method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query }) };
}

/** @returns status and text */
export async function send(origin, { method, path, headers, body }) {
  const response = await fetch(`${origin}${path}`, { method, headers, ...(body && { body }) });
  return { status: response.status, text: await response.text() };
}

/** The data of an answer. @throws where there are errors */
export async function ask(origin, query, token) {
  const { status, text } = await send(origin, graphqlRequest(query, token));
  const { data, errors } = JSON.parse(text);
  if (status !== 200 || errors) throw new Error(`${query} was answered ${status} ${text}`);
  return data;
}
