import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestError } from '../errors.js';

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)/gi;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads bodies of `application/json` as RFC 8259 has them: in UTF-8, and nothing that is no UTF-8 taken for something else. Keys
 * that lead into a prototype (`__proto__`) are refused by Fastify's parser.
 */
export function addJsonParser(app: FastifyInstance): void {
  const parseText = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = decode(request, body);
    } catch (error) {
      done(error as Error);
      return;
    }
    parseText(request, text, done);
  });
}

/** @throws RequestError where it is in another charset, or in none */
function decode({ headers }: FastifyRequest, body: Buffer): string {
  const charsets = [...(headers['content-type'] ?? '').matchAll(CHARSET)].map(([, name = '']) => name.toLowerCase());
  if (charsets.some((name) => name !== 'utf-8' && name !== 'utf8')) {
    throw new RequestError(415, 'Expected JSON in UTF-8.');
  }
  try {
    return utf8.decode(body);
  } catch {
    throw new RequestError(400, 'The body is not UTF-8.');
  }
}
