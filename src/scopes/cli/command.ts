import type { ParseArgsConfig, parseArgs } from 'node:util';

/** An option as `parseArgs` takes it, and what the help says of it. */
export type Option = NonNullable<ParseArgsConfig['options']>[string] & {
  summary: string;
  /** What stands for its value, where it takes one: `FILE`. */
  value?: string;
};
export type Options = Readonly<Record<string, Option>>;

/** What was given for options. */
export type Given<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

/** An argument that is not an option: one, or with `isList` all that follow, none included. */
export interface Operand {
  name: string;
  summary: string;
  isList?: boolean;
}

/** A name, and what is said of it. */
export type Line = readonly [name: string, summary: string];

/** A command, declared once: how it is read, and its help, follow from it. */
export interface Command<Context, Result, O extends Options = Options> {
  /** The words that it is called by, `accounts create`; empty where the program is the command. */
  name: string;
  summary: string;
  operands: readonly Operand[];
  options: O;
  /** What it reads from the environment. */
  environment: readonly Line[];
  /** What is written behind the name of the program. */
  example: string;
  /** @throws UsageError where what was given cannot be */
  run(context: Context, operands: string[], given: Given<O>): Result;
}

/** What a command says, and whether all is well. */
export interface Outcome {
  ok: boolean;
  text: string;
}

/** What can be called by one name. */
export interface Program<Context, Result> {
  /** As it is typed: `scopes`. */
  name: string;
  summary: string;
  commands: readonly Command<Context, Result>[];
  /** Said to whoever gives an argument that is not taken. */
  hint?: string;
  exitCodes: readonly Line[];
}

/** Declares a command; its options say the type of what was given for them. */
export function command<Context, Result, const O extends Options>(
  declared: Command<Context, Result, O>,
): Command<Context, Result> {
  return declared as Command<Context, Result>;
}
