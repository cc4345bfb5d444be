import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { GENERATOR } from '../reference/layout.js';

/**
 * Puts a site in the place of the one that is in a folder. Until all of it is written, nothing of the old one is touched.
 * @throws InvalidArgumentError where the folder holds anything but such a site, or cannot be written
 */
export function replaceSite(folder: string, files: ReadonlyMap<string, string>): void {
  try {
    refuseOthers(folder);
    const made = makeBeside(folder, files);
    if (existsSync(folder)) renameSync(folder, join(made, 'before'));
    renameSync(join(made, 'next'), folder);
    rmSync(made, { recursive: true });
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw error;
    throw new InvalidArgumentError(`${folder} cannot be written: ${(error as Error).message}`);
  }
}

/** What is in the folder is about to be thrown away: it must not be anybody's work. */
function refuseOthers(folder: string): void {
  if (!existsSync(folder)) return;
  const other = readdirSync(folder, { withFileTypes: true }).find(
    (entry) => !entry.isFile() || !readFileSync(join(folder, entry.name), 'utf8').includes(GENERATOR),
  );
  if (other === undefined) return;
  throw new InvalidArgumentError(
    `${folder} has ${other.name}, which is no part of a reference. Say another folder with --out.`,
  );
}

/** @returns a new folder, of which `next` holds the files: on the same file system, so that it can be renamed */
function makeBeside(folder: string, files: ReadonlyMap<string, string>): string {
  const parent = dirname(resolve(folder));
  mkdirSync(parent, { recursive: true });
  const made = mkdtempSync(join(parent, '.reference-'));
  try {
    mkdirSync(join(made, 'next'));
    for (const [name, text] of files) writeFileSync(join(made, 'next', name), text);
    return made;
  } catch (error) {
    rmSync(made, { recursive: true });
    throw error;
  }
}
