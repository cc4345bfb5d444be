import { nameOf, nullable, pick, possibleTypes, type SchemaModel, type TypeModel } from './schema-model.js';

/** Response keys and list indexes. */
export type Path = readonly (string | number)[];

/** What a resolver returns, before it is completed: of an object only which type it is. */
export type Datum = null | number | string | { readonly __typename: string } | readonly Datum[];

/**
 * What the field at a path returns: the same for the engine's resolvers and for the oracle. It is null only where the type
 * allows that.
 */
export function dataAt(schema: SchemaModel, seed: number, type: TypeModel, path: Path): Datum {
  const number = numberOf(seed, path);
  if (type.kind !== 'nonNull' && number % 7 === 6) return null;
  const present = nullable(type);
  if (present.kind === 'named') return named(schema, nameOf(present), number);
  return Array.from({ length: lengthOf(number) }, (_, index) => dataAt(schema, seed, present.of, [...path, index]));
}

function named(schema: SchemaModel, name: string, number: number): Datum {
  const type = schema.get(name);
  if (type?.kind === 'enum') return pick(type.values, number);
  const possible = possibleTypes(schema, name);
  if (possible.length > 0) return { __typename: pick(possible, number) };
  return name === 'String' ? `text ${number % 100}` : number % 100;
}

function lengthOf(number: number): number {
  return [1, 2, 2, 0, 1, 2][number % 6] ?? 1;
}

/** A hash (FNV-1a), so that neighbouring paths have nothing in common. */
function numberOf(seed: number, path: Path): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of path.join('/')) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 1;
}
