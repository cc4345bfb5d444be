import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** An address of IPv6 has 45 at most, and 61 with the name of an interface: that may be any text, as far as `isIP` goes. */
const MOST_CHARACTERS = 61;

/**
 * Who has sent a request. Some proxies pass on a port too, and some whatever a client calls its address: then the proxy's own counts.
 * @returns undefined where the connection is closed already
 */
export function addressOf({ ip, socket }: FastifyRequest): string | undefined {
  // Of a connection that is closed there is none, whatever the type says.
  const given = ip ?? '';
  if (isAddress(given)) return given;
  const bare = given.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  return isAddress(bare) ? bare : socket.remoteAddress;
}

function isAddress(text: string): boolean {
  return text.length <= MOST_CHARACTERS && isIP(text) !== 0;
}
