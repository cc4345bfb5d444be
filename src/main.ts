import cluster from 'node:cluster';
import type { AddressInfo } from 'node:net';
import closeWithGrace from 'close-with-grace';
import { type Config, readConfig } from './config.js';
import { ScopeQLError, WorkersFailedError } from './errors.js';
import { drain } from './http/drain.js';
import { ScopeDirectiveError } from './scopes/index.js';
import { answerArguments } from './server-help.js';
import type { Ready } from './workers/messages.js';
import { shareMetrics } from './workers/share-metrics.js';
import { Supervisor } from './workers/supervisor.js';
import { STOP_SIGNALS, serveUnder } from './workers/worker.js';

/** How long everything may take to end. */
const CLOSE_MS = 10_000;

// What it writes is its owner's alone: password hashes, signing keys.
process.umask(0o077);

const args = process.argv.slice(2);
if (args.length > 0) process.exit(answerArguments(args));

try {
  const config = readConfig(process.env);
  await (cluster.isPrimary && config.workers > 1 ? supervise(config) : serve(config));
} catch (error) {
  const isExplained = error instanceof WorkersFailedError && error.exitCode === 1;
  if (!isExplained) console.error(explain(error));
  process.exit(1);
}

/** Answers requests, alone or as one of the workers. */
async function serve(config: Config): Promise<void> {
  // Here, as the supervisor of workers needs none of it: it would take twice the memory.
  const { createApp } = await import('./app.js');
  const { worker } = cluster;
  const app = await createApp(config, {}, worker && ((own) => shareMetrics(worker, own)));
  const demoAccounts = await app.findDemoAccounts();
  await app.listen({ host: config.host, port: config.port });
  const ready: Ready = { address: app.server.address() as AddressInfo, demoAccounts };
  let drained: Promise<void> | undefined;
  const skip = worker ? [...STOP_SIGNALS] : [];
  const { close } = closeWithGrace({ delay: CLOSE_MS, skip }, async ({ err }) => {
    if (err) app.log.fatal({ err }, 'stopping after an error');
    drained ??= drain(app);
    await drained;
  });
  if (worker) serveUnder(worker, ready, close);
  else process.stdout.write(greeting(config, ready));
}

/** Answers nothing itself: workers do, each as this program would alone. */
async function supervise(config: Config): Promise<void> {
  const supervisor = new Supervisor({ count: config.workers, port: config.port, tell: console.error });
  process.once('exit', () => supervisor.kill());
  closeWithGrace({ delay: CLOSE_MS }, async ({ err }) => {
    if (err) console.error(explain(err));
    const inOrder = await supervisor.stop();
    if (!inOrder) process.exit(1);
  });
  process.stdout.write(greeting(config, await supervisor.start()));
}

/** Only what is unexpected shows where it was thrown. */
function explain(error: unknown): unknown {
  if (error instanceof ScopeQLError) return error.explanation;
  const isOfSystem = error instanceof Error && 'syscall' in error;
  return isOfSystem || error instanceof ScopeDirectiveError ? error.message : error;
}

function greeting({ explorer }: Config, { address: { address, family, port }, demoAccounts }: Ready): string {
  const origin = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  const lines = [`ScopeQL is ready at ${origin}/graphql`];
  if (explorer)
    lines.push(`Explore it at ${origin}/explorer, or open ${origin}/graphql in a browser for Apollo Sandbox`);
  const [first] = demoAccounts;
  if (first) {
    lines.push(`Sign in as ${demoAccounts.map(({ username, password }) => `${username} / ${password}`).join(', ')}`);
    const { username, password } = first;
    lines.push(`Try: mutation { login(username: "${username}", password: "${password}") { accessToken scopes } }`);
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
