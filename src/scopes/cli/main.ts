#!/usr/bin/env node
import { scopes } from './commands.js';
import { run } from './run.js';

await run(scopes, process.argv.slice(2), undefined);
