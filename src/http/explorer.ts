import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { type SecurityPolicy, securityHeaders } from './security-headers.js';

export interface ExplorerOptions {
  /** The SDL of the schema with its directives, from which the page tells which scopes an operation needs. */
  printSdl: () => string;
  /** Those who may be chosen with a click, with their passwords. Everybody who reaches the page is told. */
  findDemoAccounts: () => Promise<readonly { username: string; password: string }[]>;
  /** Where `npm run bundle:explorer` has put the page. Default: `dist/explorer`. */
  folder?: string | undefined;
}

/** From `src/http`, `dist/http` and `dist/server` alike. */
const BUILT = fileURLToPath(new URL('../../dist/explorer/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** What the build writes where the nonce of an answer is to stand. */
const NONCE_PLACE = '__NONCE__';

const NOT_BUILT = 'The explorer has not been built. Run `npm run build` where this server is started from.\n';

/**
 * Everything the page loads comes from this server. The nonce is for the style elements with which GraphiQL's dialogs keep what is
 * behind them from scrolling; style attributes, which a script sets through the CSSOM, need no permission.
 */
function policyWith(nonce: string): SecurityPolicy {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", `'nonce-${nonce}'`],
      connectSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  };
}

/**
 * `/explorer`: GraphiQL with a sign-in, served whole from here. Its page is read for each answer, so that one that is built anew is
 * not stale; the names of its other files change with what is in them, so that a browser may keep them.
 */
export async function explorerRoutes(
  app: FastifyInstance,
  { printSdl, findDemoAccounts, folder = BUILT }: ExplorerOptions,
): Promise<void> {
  app.get('/explorer', async (_, reply) => {
    reply.header('cache-control', 'no-store');
    const page = await readBuilt(join(folder, 'index.html'));
    if (!page) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
    const nonce = randomBytes(16).toString('base64');
    reply.headers(securityHeaders(policyWith(nonce))).type('text/html; charset=utf-8');
    return reply.send(page.toString().replaceAll(NONCE_PLACE, nonce));
  });
  app.get<{ Params: { name: string } }>(
    '/explorer/assets/:name(^[\\w-]+\\.(?:js|css|svg)$)',
    async (request, reply) => {
      const { name } = request.params;
      const content = await readBuilt(join(folder, 'assets', name));
      if (!content) return reply.callNotFound();
      reply.type(`${types[extname(name)]}; charset=utf-8`);
      return reply.header('cache-control', 'public, max-age=31536000, immutable').send(content);
    },
  );
  let sdl: string | undefined;
  app.get('/explorer/schema.graphql', async (_, reply) => {
    // Not at the start, of which it would take a tenth of a second.
    sdl ??= printSdl();
    return reply.type('application/graphql; charset=utf-8').header('cache-control', 'no-store').send(sdl);
  });
  app.get('/explorer/demo-accounts.json', async (_, reply) =>
    reply.header('cache-control', 'no-store').send(await findDemoAccounts()),
  );
}

/** @returns undefined where there is no such file */
async function readBuilt(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
