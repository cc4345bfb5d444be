import type { Authority } from '../auth/authority.js';
import { linesOnVariables } from '../configuration-reference.js';
import { type Command, command, type Options, type Outcome } from '../scopes/cli/command.js';

/** What the commands work with that work on the database. */
export interface Administration extends Pick<Authority, 'db' | 'passwords' | 'catalogue' | 'now'> {
  /** The names of the outside issuers that are trusted. */
  issuers: readonly string[];
  /** Whether the keys are those of JWT_KEYS, and not in the database. */
  hasGivenKeys: boolean;
}

export type Printed = Promise<Outcome>;

/** Opens the database for a command, and closes it after. */
export type OpenDatabase = (use: (administration: Administration) => Promise<string>) => Promise<string>;

type Administering<O extends Options> = Omit<Command<Administration, Promise<string>, O>, 'environment'> & {
  /** Variables that it reads beside those that say where the database is. */
  reads?: readonly string[];
};

/** Declares a command that works on the database, and returns what is to be printed. */
export function administer<const O extends Options>({ reads = [], ...declared }: Administering<O>) {
  return command<OpenDatabase, Printed, O>({
    ...declared,
    environment: linesOnVariables(['DATABASE_URL', 'DATA_DIR', ...reads]),
    run: async (open, operands, given) => ({
      ok: true,
      text: await open((administration) => declared.run(administration, operands, given)),
    }),
  });
}
