import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { configurationReference } from '../configuration-reference.js';
import { compareFile } from '../scopes/cli/files.js';
import { print } from '../scopes/cli/outcome.js';
import { usage } from './usage.js';

export function addConfig(program: Command): void {
  const config = program
    .command('config')
    .description('Says what is wrong with the configuration, and what can be configured.');
  addCheck(config);
  addDocs(config);
}

function addCheck(config: Command): void {
  config
    .command('check')
    .description('Says every fault of the configuration that is in the environment, and starts nothing.')
    .addHelpText('after', usage('config check'))
    .action(() => {
      readConfig(process.env);
      print({ ok: true, text: 'The configuration is without fault.\n' });
    });
}

const MEND = 'What can be configured has changed: npm run config:docs writes the file anew.';

function addDocs(config: Command): void {
  config
    .command('docs')
    .description('Prints docs/configuration.md.')
    .option('--check <file>', 'says whether this file still says it, and what it does not')
    .addHelpText('after', usage('config docs --check docs/configuration.md', []))
    .action(({ check }) => {
      const text = configurationReference();
      print(check === undefined ? { ok: true, text } : compareFile(check, text, MEND));
    });
}
