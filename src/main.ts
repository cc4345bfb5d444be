import type { AddressInfo } from 'node:net';
import closeWithGrace from 'close-with-grace';
import { createApp } from './app.js';
import { type Config, readConfig } from './config.js';
import { demoAccounts } from './db/demo-data.js';
import { ScopeQLError } from './errors.js';
import { drain } from './http/drain.js';
import { ScopeDirectiveError } from './scopes/index.js';

/** How long everything may take to end. */
const CLOSE_MS = 10_000;

// What it writes is its owner's alone: password hashes, signing keys.
process.umask(0o077);

try {
  const config = readConfig(process.env);
  const app = await createApp(config);
  await app.listen({ host: config.host, port: config.port });
  closeWithGrace({ delay: CLOSE_MS }, async ({ err }) => {
    if (err) app.log.fatal({ err }, 'stopping after an error');
    await drain(app);
  });
  process.stdout.write(greeting(config, app.server.address() as AddressInfo));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** Only what is unexpected shows where it was thrown. */
function explain(error: unknown): unknown {
  if (error instanceof ScopeQLError) return error.explanation;
  const isOfSystem = error instanceof Error && 'syscall' in error;
  return isOfSystem || error instanceof ScopeDirectiveError ? error.message : error;
}

function greeting({ production, explorer }: Config, { address, family, port }: AddressInfo): string {
  const origin = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  const lines = [`ScopeQL is ready at ${origin}/graphql`];
  if (explorer)
    lines.push(`Explore it at ${origin}/explorer, or open ${origin}/graphql in a browser for Apollo Sandbox`);
  if (!production) {
    lines.push(`Sign in as ${demoAccounts.map(({ username, password }) => `${username} / ${password}`).join(', ')}`);
    lines.push('Try: mutation { login(username: "johndoe", password: "secret") { accessToken scopes } }');
    if (!isLoopback(address))
      lines.push(
        `Warning: whoever reaches ${address} can do so too. Where that is not meant, set NODE_ENV=production.`,
      );
  }
  return `${lines.join('\n')}\n`;
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
