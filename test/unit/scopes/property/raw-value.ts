import fc from 'fast-check';
import {
  type Constant,
  type InputModel,
  type InputObjectModel,
  nameOf,
  nonNull,
  type SchemaModel,
  type TypeModel,
} from './schema-model.js';

/** Numbers that become an input value once the type is known: whatever they are, the value is valid. */
export interface RawValue {
  /** 0 to 2: left out, where that is possible; 3 to 6: a literal; 7 to 9: a variable. */
  form: number;
  number: number;
  /** Five bits: of the variable. */
  variable: number;
  /** Of the list's items or the input object's fields. */
  parts: readonly RawValue[];
}

export const PLAIN_VALUE: RawValue = { form: 0, number: 0, variable: 0, parts: [] };

export function rawValue(depth: number): fc.Arbitrary<RawValue> {
  return fc.record({
    form: fc.nat(9),
    number: fc.nat(9),
    variable: fc.nat(31),
    parts: depth > 0 ? fc.array(rawValue(depth - 1), { maxLength: depth + 1 }) : fc.constant([]),
  });
}

/** Whether it is one item where a list is expected: GraphQL makes a list of it. */
export function isSingle({ number, parts }: RawValue): boolean {
  return parts.length === 0 || number % 3 === 1;
}

export function isLeftOut(raw: RawValue): boolean {
  return raw.form < 3;
}

/** Whether the caller has to supply it. */
export function isRequired({ type, default: value }: InputModel): boolean {
  return type.kind === 'nonNull' && value === undefined;
}

/** For whom a raw value becomes a value: the first or second caller, a variable's default, or the schema's. */
export type Choice = 'first' | 'second' | 'ofVariable' | 'ofSchema';

const SHIFT = { first: 0, second: 1, ofVariable: 2, ofSchema: 3 };
/** Apart from each other, so that what is supplied is never the same as a default of the schema. */
const LEAST = { first: 0, second: 0, ofVariable: 500, ofSchema: 900 };

/** A valid value of the type. */
export function constantFrom(schema: SchemaModel, type: TypeModel, raw: RawValue, choice: Choice): Constant {
  const shifted = (raw.number + SHIFT[choice]) % 10;
  if (type.kind === 'nonNull') return presentFrom(schema, type.of, raw, choice);
  return shifted === 9 && LEAST[choice] === 0 ? null : presentFrom(schema, type, raw, choice);
}

function presentFrom(schema: SchemaModel, type: TypeModel, raw: RawValue, choice: Choice): Constant {
  if (type.kind === 'list') return listFrom(schema, type.of, raw, choice);
  if (type.kind === 'nonNull') return constantFrom(schema, type, raw, choice);
  const definition = schema.get(type.name);
  if (definition?.kind === 'input') return objectFrom(schema, definition, raw, choice);
  return ((raw.number + SHIFT[choice]) % 10) + LEAST[choice];
}

function listFrom(schema: SchemaModel, item: TypeModel, raw: RawValue, choice: Choice): Constant {
  if (!isSingle(raw)) return raw.parts.map((part) => constantFrom(schema, item, part, choice));
  return constantFrom(schema, nonNull(item), raw, choice);
}

function objectFrom(schema: SchemaModel, type: InputObjectModel, raw: RawValue, choice: Choice): Constant {
  const entries = type.fields.flatMap((field, index): [string, Constant][] => {
    const part = raw.parts[index];
    const isPresent = part !== undefined && isKnown(schema, field.type) && (part.form + SHIFT[choice]) % 3 > 0;
    if (!isPresent && !isRequired(field)) return [];
    return [[field.name, constantFrom(schema, field.type, part ?? PLAIN_VALUE, choice)]];
  });
  return Object.fromEntries(entries);
}

/** Of an input object's defaults this is false for itself and later ones, so that no default comes to contain itself. */
export function isKnown(schema: SchemaModel, type: TypeModel): boolean {
  return nameOf(type) === 'Int' || schema.has(nameOf(type));
}
