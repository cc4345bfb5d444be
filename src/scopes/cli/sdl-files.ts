import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { Source } from 'graphql';

const ENDINGS = ['.graphql', '.graphqls', '.gql'];

/**
 * The sources of some SDL, each file once, though two of the paths lead to it.
 * @param paths files, and folders to be searched for files
 * @throws InvalidArgumentError where there are none
 */
export function readSources(paths: readonly string[]): Source[] {
  const files = new Map(paths.flatMap(filesIn).map((file) => [resolve(file), file]));
  return [...files.values()].map((file) => new Source(readFileSync(file, 'utf8'), file));
}

function filesIn(path: string): string[] {
  const files = listFiles(path).sort();
  if (files.length === 0) throw new InvalidArgumentError(`There is no SDL in ${path}: ${ENDINGS.join(', ')}.`);
  return files;
}

function listFiles(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
  } catch {
    throw new InvalidArgumentError(`There is no file or folder ${path}.`);
  }
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => ENDINGS.some((ending) => name.endsWith(ending))).map((name) => join(path, name));
}
