import { type AuditFail, type AuditResult, serverAudits } from 'graphql-http';
import { beforeAll, describe, expect, test } from 'vitest';
import { startListening } from '../support/listening.js';

// The audits of graphql-http, of the specification GraphQL over HTTP, over a real socket.

/** What the specification recommends and this server does otherwise, by the audit's id. */
const deviations: Record<string, string> = {
  '572B': 'a document that cannot be parsed is answered with 400, whatever media type is accepted: one status a fault',
  FDE2: 'so is one that does not fit the schema',
  '7B9B': 'so are variables of the wrong type',
};

/** Audits of GET that succeed only with the header that keeps foreign pages from sending requests of that kind (CSRF). */
const needPreflight = ['5A70', 'D6D5', '6A70'];

/** The other audit of GET asks for a refusal, which it would get for the want of that header alone. */
const ofGet = ['9C48', ...needPreflight];

let url: string;
beforeAll(async () => {
  const listening = await startListening();
  url = listening.url;
  return listening.close;
});

const plain = serverAudits({ url: () => url });
const withPreflight = serverAudits({
  url: () => url,
  fetchFn: (input: string, init: RequestInit = {}) =>
    fetch(input, { ...init, headers: { ...init.headers, 'apollo-require-preflight': 'true' } }),
});
const audits = plain.map((audit, at) => (ofGet.includes(audit.id) ? withPreflight[at] : undefined) ?? audit);

const told = (result: AuditResult) => (result.status === 'ok' ? 'ok' : `${result.reason}: ${result.response.status}`);

test('the audits are those that were looked at', () => {
  const levels = audits.map(({ name }) => name.slice(0, name.indexOf(' ')));
  const count = (level: string) => levels.filter((each) => each === level).length;
  expect({ MUST: count('MUST'), SHOULD: count('SHOULD'), MAY: count('MAY') }).toEqual({
    MUST: 13,
    SHOULD: 23,
    MAY: 25,
  });
  const ids = audits.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([...Object.keys(deviations), ...ofGet]));
  expect(new Set(ids).size).toBe(61);
});

describe('this server', () => {
  test.each(audits.filter(({ id }) => !(id in deviations)))('$name ($id)', async ({ fn }) => {
    expect(told(await fn())).toBe('ok');
  });

  test.each(audits.filter(({ id }) => id in deviations))(
    'does otherwise than it $name ($id)',
    async ({ id, name, fn }) => {
      expect(name).toMatch(/^(SHOULD|MAY) /);
      expect(told(await fn()), `${deviations[id]}; if that has changed, take it off the table`).toBe(
        'Response status code is not 200: 400',
      );
    },
  );

  test('refuses a GET that a foreign page could send, and therefore exactly these audits without the header', async () => {
    const results = await Promise.all(plain.map(({ fn }) => fn()));
    const failed = results.filter((result): result is AuditFail => result.status !== 'ok');
    const refused = failed.filter(({ id }) => !(id in deviations));
    expect(refused.map(({ id }) => id)).toEqual(expect.arrayContaining(needPreflight));
    expect(refused).toHaveLength(needPreflight.length);
    for (const { response } of refused) {
      const { errors } = (await response.json()) as { errors: { message: string }[] };
      expect(errors[0]?.message).toContain('Cross-Site Request Forgery');
    }
  });
});
