import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { ConfigError } from '../../src/errors.js';
import { expectData, startApp } from '../support/app.js';
import { root } from '../support/folders.js';
import { codeIn, exchangesIn, readPage, tableUnder } from '../support/pages.js';

test('the claims of each token are those that docs/sessions.md lists', async () => {
  const app = await startApp();
  const admin = await app.signIn('admin');
  const create = 'mutation { createAccount(input: { username: "robot", kind: MACHINE, roles: ["user"] }) { id } }';
  const { id } = expectData(await app.send(create, { token: admin })).createAccount;
  const add = `mutation { addMachineSecret(id: "${id}") { clientSecret } }`;
  const { clientSecret } = expectData(await app.send(add, { token: admin })).addMachineSecret;
  const machine = `mutation { loginMachine(clientId: "robot", clientSecret: "${clientSecret}") { accessToken } }`;
  const person = await app.signIn('developer');
  const assume = 'mutation { assumeRole(role: "admin", reason: "Ticket 1") { accessToken } }';
  const tokens = [
    person,
    expectData(await app.send(machine)).loginMachine.accessToken,
    expectData(await app.send(assume, { token: person })).assumeRole.accessToken,
  ];
  const rows = tableUnder(readPage('sessions.md'), '| claim | what | person | machine | temporary role |');
  for (const [column, token] of tokens.entries()) {
    const listed = rows.filter((row) => row[2 + column] === '✓').flatMap(([names = '']) => names.match(/\w+/g) ?? []);
    expect(Object.keys(decodeJwt(token)).toSorted()).toEqual(listed.toSorted());
  }
});

test('docs/wire-contract.md lists every code with which anything is refused', () => {
  const source = readFileSync(join(root, 'src/graphql/format-error.ts'), 'utf8');
  const codes = [...source.matchAll(/^ {2}\['([A-Z_]+)', \d{3}\],$/gm)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(10);
  for (const code of [...codes, 'BAD_REQUEST', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']) {
    expect(readPage('wire-contract.md')).toContain(`\`${code}\``);
  }
});

test('docs/production.md shows what is said where something is missing', () => {
  const [exchange] = codeIn(readPage('production.md'), 'console').flatMap(exchangesIn);
  expect(exchange?.command).toBe('NODE_ENV=production npm start');
  const [, ...faults] = exchange?.said.split(/\n */) ?? [];
  expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(new ConfigError(faults));
});
