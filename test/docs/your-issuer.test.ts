import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { startApp, type TestApp } from '../support/app.js';
import { CREDENTIALS, type OutsideIssuer, startOutsideIssuer } from '../support/outside-issuer.js';
import { codeIn, readPage, tableUnder } from '../support/pages.js';
import { builtFile, startServer, temporaryFolder } from '../support/processes.js';

const page = readPage('your-issuer.md');
const commands = codeIn(page, 'sh').filter((block) => !block.includes('accounts -- link'));

const forIssuer = (text: string, { url }: OutsideIssuer) =>
  text.replaceAll('https://id.example.com', url).replaceAll('https://api.example.com', 'scopeql');

test('the steps of docs/your-issuer.md, as they are written, end in an answer for somebody of the issuer', async () => {
  const issuer = await startOutsideIssuer();
  const script = forIssuer(commands.join('\n'), issuer);
  const [, issuers = ''] = /OIDC_ISSUERS='([\s\S]+?)'/.exec(script) ?? [];
  const { url } = await startServer({ DATA_DIR: await temporaryFolder(), OIDC_ISSUERS: issuers });
  const env = {
    PATH: process.env.PATH,
    IDP: issuer.url,
    TOKEN_ENDPOINT: `${issuer.url}/token`,
    RESOURCE: `${issuer.url}/api`,
    CLIENT_ID: CREDENTIALS.id,
    CLIENT_SECRET: CREDENTIALS.secret,
    SERVER: new URL(url).origin,
  };
  const cli = `${process.execPath} ${builtFile('cli/main.js')}`;
  const args = ['-euo', 'pipefail', '-c', script.replaceAll('npm run --silent cli --', cli)];
  const { stdout } = await promisify(execFile)('bash', args, { env });
  expect(stdout).toContain(`"issuer":"${issuer.url}"`);
  expect(stdout).toContain("typ: 'at+jwt'");
  expect(stdout).toContain("aud: 'scopeql'");
  expect(stdout).toContain('The configuration is without fault.');
  expect(stdout).toContain('HTTP/1.1 200 OK');
  expect(stdout).toMatch(
    /\{"data":\{"me":\{"username":"user-[0-9a-f]{16}","roles":\["user"\]\},"myItems":\{"totalCount":0\}\}\}/,
  );
});

describe('what docs/your-issuer.md says of refusals', () => {
  const listed = tableUnder(page, '| `error_description` | what it means | where to look |').map(([first]) => first);

  async function startTrusting({ url }: OutsideIssuer, settings: object = {}): Promise<TestApp> {
    const issuers = [{ issuer: url, audience: 'scopeql', createAccounts: true, roles: ['user'], ...settings }];
    const app = await startApp({ OIDC_ISSUERS: JSON.stringify(issuers) });
    app.clock.time = Date.now();
    return app;
  }

  async function reasonFor(app: TestApp, token: string): Promise<string> {
    const { status, headers } = await app.send('{ me { username } }', { token });
    expect(status).toBe(401);
    return /error_description="([^"]+)"/.exec(String(headers['www-authenticate']))?.[1] ?? '';
  }

  test('is each reason that there is, met for what it says', async () => {
    const issuer = await startOutsideIssuer();
    const trusting = (settings?: object) => startTrusting(issuer, settings);
    const app = await trusting();
    const token = await issuer.forClient();
    const [header, , signature] = token.split('.');
    const changed = Buffer.from(JSON.stringify({ iss: issuer.url, sub: 'x' })).toString('base64url');
    const late = await trusting();
    late.clock.advance({ hours: 2 });
    const early = await trusting();
    early.clock.advance({ hours: -1 });
    const reasons = [
      await reasonFor(app, await issuer.forClient('me', 'opaque')),
      await reasonFor(await trusting({ issuer: `${issuer.url}/` }), token),
      await reasonFor(app, [header, changed, signature].join('.')),
      await reasonFor(app, await issuer.forClient('me', 'another')),
      await reasonFor(await trusting({ tokenType: 'JWT' }), token),
      await reasonFor(early, token),
      await reasonFor(late, token),
      await reasonFor(await trusting({ scopesClaim: 'scp' }), token),
      await reasonFor(await trusting({ createAccounts: false }), token),
    ];
    expect(reasons).toEqual(listed);
    expect(await reasonFor(await trusting({ algorithms: ['RS256'] }), token)).toBe(listed[0]);
  });

  test('is that no other reason is given for a token of somebody else', async () => {
    const app = await startTrusting(await startOutsideIssuer());
    const token = await new SignJWT({ iss: 'https://nobody.example' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.alloc(32, 'k'));
    expect(listed).toContain(await reasonFor(app, token));
  });
});

test('the settings for each of the issuers in docs/your-issuer.md are accepted', () => {
  const examples = codeIn(page, 'json');
  expect(examples).toHaveLength(3);
  for (const example of examples) {
    expect(readConfig({ OIDC_ISSUERS: example }).outsideIssuers).toMatchObject([{ createAccounts: false }]);
  }
});
