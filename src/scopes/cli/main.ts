#!/usr/bin/env node
import { scopes } from './commands.js';
import { readOrTell, tellMisuse } from './run.js';

const argv = process.argv.slice(2);

try {
  const { ok, text } = readOrTell(scopes, argv)?.() ?? { ok: true, text: '' };
  (ok ? process.stdout : process.stderr).write(text);
  process.exitCode ??= ok ? 0 : 1;
} catch (error) {
  tellMisuse(scopes, argv, error);
}
