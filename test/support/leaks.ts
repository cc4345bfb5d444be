import { expect } from 'vitest';

const leaks = [
  /(?:\n|\\n)\s+at .+:\d+:\d+/, // a stack trace, as it is or in JSON
  /node_modules|node:internal|\/src\/|\/dist\/|file:\/\//,
  /SQLITE_|\bkysely\b|\b(?:select|insert into|update|delete from) "/i,
  /is not a function|Cannot read propert|is not iterable|Maximum call stack|Unexpected token|ECONN/,
];

/** What no answer tells, whatever was asked: how the server is made, and what has gone wrong inside. */
export function expectNoLeak(answer: string): void {
  for (const leak of leaks) expect(answer).not.toMatch(leak);
}
