import { isDeepStrictEqual } from 'node:util';
import { send } from './http.mjs';

/**
 * Asks each of the measured requests once.
 * @param right what `me` and `myItems` must say
 * @throws where an answer is not as it must be, naming the server and what it answered
 * @returns the answers, which every further one is compared with
 */
export async function checkAnswers(server, right) {
  const answers = {};
  for (const [work, request] of Object.entries(server.requests)) {
    // Twice: what compiles an operation answers the first time without.
    await send(server.origin, request);
    const answer = await send(server.origin, request);
    const isRight = work === 'refused' ? isRefusal(server, answer, right) : isAllowed(server, answer, work, right);
    if (!isRight) throw new Error(`${server.name} answers ${work} with ${answer.status} ${answer.text}`);
    answers[work] = answer;
  }
  if (server.refusedStatus) await checkForged(server, right);
  return answers;
}

/** Who looks at tokens must look at their signatures. */
async function checkForged(server, { myItems }) {
  const { headers, ...request } = server.requests.myItems;
  const authorization = headers.authorization.replace(/[^.]+$/, (signature) => [...signature].toReversed().join(''));
  const { status, text } = await send(server.origin, { ...request, headers: { ...headers, authorization } });
  if (tellsItems(text, myItems)) throw new Error(`${server.name} answers a forged token with ${status} ${text}`);
}

const tellsItems = (text, items) => items.some(({ id, title }) => text.includes(id) || text.includes(title));

function isAllowed({ read }, { status, text }, work, right) {
  if (status !== 200) return false;
  try {
    return isDeepStrictEqual(read[work](JSON.parse(text)), right[work]);
  } catch {
    return false;
  }
}

function isRefusal({ refusedStatus }, { status, text }, { myItems }) {
  return status === refusedStatus && !tellsItems(text, myItems) && /"(?:errors|detail)":/.test(text);
}
