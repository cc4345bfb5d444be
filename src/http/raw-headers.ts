import type { FastifyRequest } from 'fastify';

/** The values of every line of a header, in their order: in `headers`, Node keeps the first of some and joins others. @param name in lower case */
export function linesOf({ raw: { rawHeaders } }: FastifyRequest, name: string): string[] {
  const values: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const found = rawHeaders[at];
    if (found?.length === name.length && found.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? '');
  }
  return values;
}
