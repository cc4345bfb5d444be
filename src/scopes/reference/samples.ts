import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  valueFromASTUntyped,
} from 'graphql';
import type { Requirements } from '../map/compile.js';
import type { Input } from './elements.js';

/** Values for examples, as JSON has them: the name of a type, or the coordinate of an argument or input field, to its value. */
export type Samples = ReadonlyMap<string, unknown>;

const BUILT_IN: Samples = new Map<string, unknown>([
  ['Int', 1],
  ['Float', 1.5],
  ['Boolean', true],
  ['ID', '1'],
]);

/** What an argument or input field holds where it is left out, as JSON has it. */
export function defaultOf({ astNode }: Input): unknown {
  return astNode?.defaultValue && valueFromASTUntyped(astNode.defaultValue);
}

/** Makes values that arguments take, and gives of input objects what has to be given and what everybody may give. */
export class Sampler {
  /** The input types around what is being made: none holds itself for ever. */
  readonly #around = new Set<GraphQLInputType>();

  constructor(
    readonly samples: Samples,
    readonly requirements: Requirements,
  ) {}

  /** The sample of an argument or input field, or else its default, its type's sample, or one made up. */
  sampleOf(coordinate: string, input: Input): unknown {
    if (this.samples.has(coordinate)) return this.samples.get(coordinate);
    // The default of an input object may hold what not everybody may give.
    const value = isInputObjectType(getNamedType(input.type)) ? undefined : defaultOf(input);
    return value ?? this.#ofType(input.type, input.name);
  }

  /** @param name what a text says, where nothing better is known */
  #ofType(type: GraphQLInputType, name: string): unknown {
    if (isNonNullType(type)) return this.#ofType(type.ofType, name);
    if (isListType(type)) return this.#isAround(type) ? [] : [this.#ofType(type.ofType, name)];
    if (this.samples.has(type.name)) return this.samples.get(type.name);
    if (isInputObjectType(type)) return this.#ofObject(type);
    if (isEnumType(type)) return type.getValues()[0]?.name;
    return BUILT_IN.get(type.name) ?? name;
  }

  #ofObject(type: GraphQLInputObjectType): Record<string, unknown> {
    if (this.#around.has(type)) return {};
    this.#around.add(type);
    const entries = this.#fieldsOf(type).map((field) => [
      field.name,
      this.sampleOf(`${type.name}.${field.name}`, field),
    ]);
    this.#around.delete(type);
    return Object.fromEntries(entries);
  }

  #fieldsOf(type: GraphQLInputObjectType): GraphQLInputField[] {
    const all = Object.values(type.getFields());
    const isOpen = ({ name }: GraphQLInputField) => !this.requirements.has(`${type.name}.${name}`);
    const fields = all.filter((field) => isRequiredInputField(field) || (isOpen(field) && !this.#isAround(field.type)));
    return type.isOneOf ? [...fields, ...all].slice(0, 1) : fields;
  }

  #isAround(type: GraphQLInputType): boolean {
    return this.#around.has(getNamedType(type));
  }
}
