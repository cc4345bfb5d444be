import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
} from 'graphql';
import type { Compiled } from '../map/compile.js';

/** Variables after coercion, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * The protected arguments and input fields that the selections of one operation supply.
 *
 * A default that the schema fills in is not supplied. Inside a variable, graphql-js fills defaults in before anybody can
 * look: there, a value that equals the default counts as left out, which gives the caller nothing but the default.
 *
 * What a selection, or a variable, holds is searched once: a list of many items asks for it at each, and many aliases
 * can name one large variable.
 */
export class SuppliedInputs {
  /** Whether a variable was looked at, so that other variables might supply other inputs. */
  dependOnVariables = false;
  readonly #bySelection = new Map<FieldNode, Map<string, readonly string[]>>();
  readonly #byVariable = new Map<string, readonly string[]>();

  constructor(
    readonly compiled: Compiled,
    readonly variables: Variables,
  ) {}

  /** @returns the coordinates of the protected arguments and input fields, each once */
  of(coordinate: string, field: GraphQLField<unknown, unknown>, node: FieldNode): readonly string[] {
    if (!node.arguments?.length) return [];
    const selections = this.#bySelection.get(node) ?? new Map<string, readonly string[]>();
    this.#bySelection.set(node, selections);
    const known = selections.get(coordinate);
    if (known) return known;
    const found = new Set(
      node.arguments.flatMap(({ name, value }) => {
        const argument = field.args.find((definition) => definition.name === name.value);
        return argument ? this.#literal(`${coordinate}(${argument.name}:)`, argument, value) : [];
      }),
    );
    selections.set(coordinate, [...found]);
    return [...found];
  }

  #literal(coordinate: string, { type }: GraphQLArgument | GraphQLInputField, value: ValueNode): readonly string[] {
    const isProtected = this.compiled.requirements.has(coordinate);
    if (value.kind === Kind.VARIABLE) {
      this.dependOnVariables ||= isProtected || this.#canHold(type);
      if (!Object.hasOwn(this.variables, value.name.value)) return [];
    }
    return [...(isProtected ? [coordinate] : []), ...this.#insideLiteral(type, value)];
  }

  #insideLiteral(type: GraphQLInputType, value: ValueNode): readonly string[] {
    if (!this.#canHold(type)) return [];
    if (value.kind === Kind.VARIABLE) {
      this.dependOnVariables = true;
      return this.#insideVariable(type, value.name.value);
    }
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const items = value.kind === Kind.LIST ? value.values : [value];
      return items.flatMap((item) => this.#insideLiteral(nullable.ofType, item));
    }
    if (!isInputObjectType(nullable) || value.kind !== Kind.OBJECT) return [];
    const fields = nullable.getFields();
    return value.fields.flatMap(({ name, value: inner }) => {
      const field = fields[name.value];
      return field ? this.#literal(`${nullable.name}.${field.name}`, field, inner) : [];
    });
  }

  #insideVariable(type: GraphQLInputType, name: string): readonly string[] {
    const key = `${name} ${type}`;
    const known = this.#byVariable.get(key);
    if (known) return known;
    const found = new Set<string>();
    this.#insideValue(type, this.variables[name], found);
    this.#byVariable.set(key, [...found]);
    return [...found];
  }

  #insideValue(type: GraphQLInputType, value: unknown, found: Set<string>): void {
    if (!this.#canHold(type)) return;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      for (const item of Array.isArray(value) ? value : [value]) this.#insideValue(nullable.ofType, item, found);
    } else if (isInputObjectType(nullable) && typeof value === 'object' && value !== null) {
      const values = value as Variables;
      for (const field of Object.values(nullable.getFields())) {
        if (!Object.hasOwn(values, field.name) || isDefault(field, values[field.name])) continue;
        const coordinate = `${nullable.name}.${field.name}`;
        if (this.compiled.requirements.has(coordinate)) found.add(coordinate);
        this.#insideValue(field.type, values[field.name], found);
      }
    }
  }

  #canHold(type: GraphQLInputType): boolean {
    return this.compiled.protectedInputTypes.has(getNamedType(type).name);
  }
}

/** graphql-js puts the default itself into the coerced object, so identity tells it from what the caller wrote. */
function isDefault({ defaultValue }: GraphQLInputField, value: unknown): boolean {
  return defaultValue !== undefined && Object.is(defaultValue, value);
}
