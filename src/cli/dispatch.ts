import { UsageError } from './usage-error.js';

/** What a command does with its arguments. @returns what is to be printed */
export type Command<Administration> = (administration: Administration, args: string[]) => Promise<string>;

/**
 * Runs the command of a group that the first argument names.
 * @throws UsageError where there is none of that name, and what the command throws
 */
export async function dispatch<Administration>(
  group: string,
  commands: Readonly<Record<string, Command<Administration>>>,
  administration: Administration,
  [name = '', ...args]: string[],
): Promise<string> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${group} ${name}".`);
  return command(administration, args);
}
