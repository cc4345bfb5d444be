import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { isOfSite } from '../reference/mark.js';

/**
 * Puts a site in the place of the one that is in a folder. Until all of it is written, nothing of the old one is touched.
 * @param folder where it is a link, it goes on to lead where it leads
 * @throws InvalidArgumentError where the folder holds anything but such a site, or cannot be written
 */
export function replaceSite(folder: string, files: ReadonlyMap<string, string>): void {
  try {
    refuseOthers(folder);
    makeAndExchange(placeOf(folder), files);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw error;
    throw new InvalidArgumentError(`${folder} cannot be written: ${(error as Error).message}`);
  }
}

/** What is in the folder is about to be thrown away: it must not be anybody's work. */
function refuseOthers(folder: string): void {
  if (!existsSync(folder)) return;
  const other = readdirSync(folder, { withFileTypes: true }).find(
    (entry) => !entry.isFile() || !isOfSite(entry.name, readFileSync(join(folder, entry.name), 'utf8')),
  );
  if (other === undefined) return;
  throw new InvalidArgumentError(
    `${folder} has ${other.name}, which is no part of a reference. Say another folder with --out.`,
  );
}

/** @throws Error where it is a link that leads nowhere */
function placeOf(folder: string): string {
  const path = resolve(folder);
  return lstatSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : path;
}

/** Makes the new site beside the old one: on the same file system, so that it can be renamed. */
function makeAndExchange(place: string, files: ReadonlyMap<string, string>): void {
  const parent = dirname(place);
  mkdirSync(parent, { recursive: true });
  const made = mkdtempSync(join(parent, '.reference-'));
  try {
    const next = join(made, 'next');
    mkdirSync(next);
    for (const [name, text] of files) writeFileSync(join(next, name), text);
    exchange(place, next, join(made, 'before'));
  } finally {
    rmSync(made, { recursive: true });
  }
}

/** Where the new folder cannot take the place of the old one, the old one gets it back. */
function exchange(place: string, next: string, before: string): void {
  if (existsSync(place)) renameSync(place, before);
  try {
    renameSync(next, place);
  } catch (error) {
    if (existsSync(before)) renameSync(before, place);
    throw error;
  }
}
