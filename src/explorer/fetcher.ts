import type { Fetcher } from '@graphiql/toolkit';
import type { Answer } from './answer.js';
import { post } from './ask.js';
import { type Refusal, refusalIn } from './refusal.js';
import type { Session } from './session.js';

/** Whether an Authorization is among headers: it is sent instead of the token of the session. */
export function hasAuthorization(headers: unknown): boolean {
  return Object.keys(Object(headers)).some((name) => name.toLowerCase() === 'authorization');
}

/**
 * What GraphiQL sends with. Adds the token of the session, and tells what an answer refuses.
 * @param onAnswer gets the refusal in each answer; undefined where nothing was refused
 */
export function createFetcher(session: Session, onAnswer: (refusal: Refusal | undefined) => void): Fetcher {
  return async ({ query, variables, operationName }, { headers = {} } = {}) => {
    // Everybody may ask for the schema, and a token that is no good must not keep it away.
    const isOfGraphiQL = operationName === 'IntrospectionQuery';
    const isOwn = hasAuthorization(headers);
    const token = isOwn || isOfGraphiQL ? undefined : await session.freshToken();
    const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await post({ query, variables, operationName }, { ...bearer, ...headers });
    const answer = (await response.json()) as Answer;
    const held = isOwn ? [] : (session.state()?.scopes ?? []);
    if (!isOfGraphiQL) onAnswer(refusalIn(answer, response.headers.get('www-authenticate'), held));
    return answer as Awaited<ReturnType<Fetcher>>;
  };
}
