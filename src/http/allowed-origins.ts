import type { Config } from '../config.js';

/** Whether a browser may send requests from this origin, beside this server's own pages. */
export type IsAllowedOrigin = (origin: string) => boolean;

/** Where the hosted and the embedded Apollo Sandbox send requests from. */
const sandboxOrigins = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'];
const localOrigin = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

export function allowedOrigins({
  corsOrigins,
  explorer,
  production,
}: Pick<Config, 'corsOrigins' | 'explorer' | 'production'>): IsAllowedOrigin {
  const named = new Set([...corsOrigins, ...(explorer ? sandboxOrigins : [])]);
  return (origin) => named.has(origin) || (!production && localOrigin.test(origin));
}
