import { InvalidArgumentError } from 'commander';
import type { Roles } from '../analyse/access-matrix.js';
import { didYouMean } from '../did-you-mean.js';
import { readText } from './files.js';

/**
 * The roles in a file of JSON.
 * @param catalogue the scopes that they may hold; any, where it is empty
 * @throws InvalidArgumentError where the file holds anything else
 */
export function readRoles(file: string, catalogue: readonly string[]): Roles {
  const roles = readJson(file);
  if (!isRoles(roles))
    throw new InvalidArgumentError(`${file} must hold an object of roles, each with a list of scopes.`);
  for (const [role, scopes] of Object.entries(roles)) {
    const unknown = scopes.find((scope) => catalogue.length > 0 && !catalogue.includes(scope));
    if (unknown === undefined) continue;
    throw new InvalidArgumentError(
      `${file}: ${role} has "${unknown}", which is no scope.${didYouMean(unknown, catalogue)}`,
    );
  }
  return roles;
}

function isRoles(value: unknown): value is Roles {
  return (
    isObject(value) &&
    Object.values(value).every((scopes) => Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string'))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The samples in a file of JSON.
 * @param names what may have a sample
 * @throws InvalidArgumentError where the file holds anything else
 */
export function readSamples(file: string, names: readonly string[]): ReadonlyMap<string, unknown> {
  const samples = readJson(file);
  if (!isObject(samples)) throw new InvalidArgumentError(`${file} must hold an object of samples, each under a name.`);
  const known = new Set(names);
  const unknown = Object.keys(samples).find((name) => !known.has(name));
  if (unknown === undefined) return new Map(Object.entries(samples));
  throw new InvalidArgumentError(`${file}: "${unknown}" takes no value.${didYouMean(unknown, names)}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidArgumentError(`${file} is no JSON: ${error.message}`);
    throw error;
  }
}
