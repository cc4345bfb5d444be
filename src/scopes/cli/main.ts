#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { runCommand } from './commands.js';
import { UsageError } from './usage-error.js';

const HELP = `Usage: scopes <command> [options]

Commands, each on SDL files alone:
  check                 says every fault of the scope directives
  explain <operation>   says what an operation needs: a file, - for standard input, or its text
  matrix                says who can reach what

Options:
  --schema <path>       an SDL file or a folder of them; may be repeated (default: schema)
  --no-strict           root fields may leave open who may use them, and scopes need not be declared
  --operation <name>    explain: only this one
  --variables <json>    explain: as a client would send them
  --scopes <names>      explain: what somebody who holds these would be refused
  --roles <file>        matrix: JSON, each role with a list of scopes (default: each scope alone)
  --format md|json      matrix (default: md)
  --check <file>        matrix: whether the file still says it
  --help

Exit status: 0 all is well, 1 a fault or a difference, 2 the command could not be carried out.
`;

process.exitCode = main(process.argv.slice(2));

function main(argv: string[]): number {
  try {
    const { values, positionals } = readArguments(argv);
    const [command, ...operands] = positionals;
    if (values.help || command === undefined) return say(HELP, values.help ? 0 : 2);
    const { ok, text } = runCommand(command, operands, {
      schema: values.schema ?? ['schema'],
      strict: !values['no-strict'],
      operation: values.operation,
      variables: values.variables,
      scopes: values.scopes,
      roles: values.roles,
      format: values.format,
      check: values.check,
    });
    return say(text, ok ? 0 : 1);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return say(`${error.message}\nTry: scopes --help\n`, 2);
  }
}

function readArguments(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        schema: { ...text, multiple: true },
        'no-strict': flag,
        operation: text,
        variables: text,
        scopes: text,
        roles: text,
        format: text,
        check: text,
        help: flag,
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function say(text: string, status: number): number {
  (status === 0 ? process.stdout : process.stderr).write(text);
  return status;
}
