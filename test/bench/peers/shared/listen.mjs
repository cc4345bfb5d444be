/** Tells the benchmark where a peer listens. */
export function announce(port) {
  process.stdout.write(`Ready at http://127.0.0.1:${port}/graphql\n`);
}

export const anyPort = { host: '127.0.0.1', port: 0 };
