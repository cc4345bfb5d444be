import fc from 'fast-check';
import { listOf, named, nonNull, pick, type TypeModel } from './schema-model.js';

/** What becomes a type, once it is known which ones there are. */
export interface RawType {
  target: number;
  wrapping: number;
}

export const rawType: fc.Arbitrary<RawType> = fc.record({ target: fc.nat(99), wrapping: fc.nat(13) });

export function outputTypeFrom({ target, wrapping }: RawType, names: readonly string[]): TypeModel {
  return pick(WRAPPINGS, wrapping)(named(pick(names, target)));
}

export function inputTypeFrom({ target, wrapping }: RawType, names: readonly string[]): TypeModel {
  return pick(WRAPPINGS, wrapping % 4)(named(pick(names, target)));
}

const WRAPPINGS: readonly ((type: TypeModel) => TypeModel)[] = [
  (type) => type,
  (type) => nonNull(type),
  (type) => listOf(type),
  (type) => listOf(nonNull(type)),
  (type) => type,
  (type) => type,
  (type) => type,
  (type) => listOf(type),
  (type) => listOf(nonNull(type)),
  (type) => nonNull(listOf(type)),
  (type) => nonNull(listOf(nonNull(type))),
  (type) => listOf(listOf(type)),
  (type) => listOf(listOf(nonNull(type))),
  (type) => nonNull(listOf(nonNull(listOf(nonNull(type))))),
];
