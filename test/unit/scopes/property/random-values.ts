import type { NamedValue, Sent, ValueModel, VariableModel } from './operation-model.js';
import { constantFrom, isLeftOut, isRequired, isSingle, PLAIN_VALUE, type RawValue } from './raw-value.js';
import {
  type InputModel,
  type InputObjectModel,
  nameOf,
  nonNull,
  nullable,
  type SchemaModel,
  type TypeModel,
  typeText,
} from './schema-model.js';

/** Where a value stands. */
interface Position {
  type: TypeModel;
  /** Whether the schema has a default for it, so that a variable of a nullable type may stand at what is not null. */
  hasDefault: boolean;
}

/** The values of one operation's arguments, and the variables that they need. */
export class RandomValues {
  readonly #variables = new Map<string, VariableModel>();

  /** @param switches bits: what the variables of `@skip` and `@include` are */
  constructor(
    readonly schema: SchemaModel,
    readonly switches: number,
  ) {}

  get variables(): readonly VariableModel[] {
    return [...this.#variables.values()];
  }

  /** What a selection supplies of the arguments, or an object literal of the input fields. */
  supplied(inputs: readonly InputModel[], raws: readonly RawValue[]): readonly NamedValue[] {
    return inputs.flatMap((input, index) => {
      const raw = raws[index] ?? PLAIN_VALUE;
      if (isLeftOut(raw) && !isRequired(input)) return [];
      const position = { type: input.type, hasDefault: input.default !== undefined };
      return [{ name: input.name, value: this.#value(position, raw) }];
    });
  }

  /** The name of the first or second Boolean variable: one is never null, one has a default. */
  switch(index: number): string {
    const name = `on${index}`;
    const bit = (at: number) => ((this.switches >> at) & 1) === 1;
    const optional = (at: number): Sent => (bit(at) ? bit(at + 1) : undefined);
    this.#variables.set(
      name,
      index === 0
        ? { name, type: 'Boolean!', default: undefined, values: [bit(0), bit(1)] }
        : { name, type: 'Boolean', default: bit(2), values: [optional(3), optional(5)] },
    );
    return name;
  }

  #value(position: Position, raw: RawValue): ValueModel {
    if (raw.form > 6) return { kind: 'variable', name: this.#variable(position, raw) };
    if (position.type.kind !== 'nonNull' && raw.number === 9) return { kind: 'constant', value: null };
    return this.#literal(nullable(position.type), raw);
  }

  /** A value that is neither null nor a variable. */
  #literal(type: TypeModel, raw: RawValue): ValueModel {
    if (type.kind === 'list' && !isSingle(raw)) {
      return { kind: 'list', items: raw.parts.map((part) => this.#value({ type: type.of, hasDefault: false }, part)) };
    }
    if (type.kind !== 'named') return this.#literal(type.of, raw);
    const definition = this.schema.get(nameOf(type));
    if (definition?.kind === 'input') return this.#object(definition, raw);
    return { kind: 'constant', value: constantFrom(this.schema, nonNull(type), raw, 'first') };
  }

  #object({ fields }: InputObjectModel, raw: RawValue): ValueModel {
    return { kind: 'object', fields: this.supplied(fields, raw.parts) };
  }

  /** Another position of the same type uses the same variable, where the raw value says so. */
  #variable(position: Position, raw: RawValue): string {
    const place = `${typeText(position.type)}${position.hasDefault ? ' with default' : ''}`;
    const known = this.#variables.get(place);
    if (known && raw.variable % 2 === 0) return known.name;
    const name = `v${this.#variables.size}`;
    this.#variables.set(known ? name : place, this.#definition(name, position, raw));
    return name;
  }

  #definition(name: string, { type, hasDefault }: Position, raw: RawValue): VariableModel {
    const [isStrict, withDefault, first, second] = [1, 2, 3, 4].map((at) => ((raw.variable >> at) & 1) === 1);
    const isNeeded = type.kind === 'nonNull' && !hasDefault && !withDefault;
    const constant = (choice: 'first' | 'second') => constantFrom(this.schema, type, raw, choice);
    if (isNeeded || (isStrict && type.kind === 'nonNull')) {
      const values: [Sent, Sent] = [constant('first'), constant('second')];
      return { name, type: typeText(nonNull(type)), default: undefined, values };
    }
    return {
      name,
      type: typeText(nullable(type)),
      default: withDefault ? constantFrom(this.schema, nonNull(type), raw, 'ofVariable') : undefined,
      values: [first ? constant('first') : undefined, second ? constant('second') : undefined],
    };
  }
}
