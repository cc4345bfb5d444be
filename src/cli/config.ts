import { readConfig } from '../config.js';
import { configurationReference, linesOnVariables } from '../configuration-reference.js';
import { command, type Options } from '../scopes/cli/command.js';
import { compareFile } from '../scopes/cli/files.js';
import type { OpenDatabase, Printed } from './administration.js';

const check = command({
  name: 'config check',
  summary: 'Says every fault of the configuration that is in the environment, and starts nothing.',
  operands: [],
  options: {},
  environment: linesOnVariables(),
  example: 'config check',
  run: async () => {
    readConfig(process.env);
    return { ok: true, text: 'The configuration is without fault.\n' };
  },
});

const DOCS = {
  check: { type: 'string', value: 'FILE', summary: 'Says whether this file still says it, and what it does not.' },
} as const satisfies Options;

const docs = command<OpenDatabase, Printed, typeof DOCS>({
  name: 'config docs',
  summary: 'Prints docs/configuration.md.',
  operands: [],
  options: DOCS,
  environment: [],
  example: 'config docs --check docs/configuration.md',
  run: async (_, __, { check: file }) => {
    const text = configurationReference();
    if (file === undefined) return { ok: true, text };
    return compareFile(file, text, 'What can be configured has changed: npm run config:docs writes the file anew.');
  },
});

export const config = [check, docs];
