import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLFieldConfig,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
} from 'graphql';
import type { Requirements } from './requirements.js';

/** Variables after coercion, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** Whether an argument of the field, or an input field anywhere below one, has a rule. */
export function takesProtectedInput(
  coordinate: string,
  field: GraphQLFieldConfig<unknown, unknown>,
  requirements: Requirements,
): boolean {
  return Object.entries(field.args ?? {}).some(
    ([name, { type }]) => requirements.has(`${coordinate}(${name}:)`) || holdsProtectedField(type, requirements),
  );
}

/**
 * The coordinates of the protected arguments and input fields that a selection of the field supplies.
 *
 * A default that the schema fills in is not supplied. Inside a variable, graphql-js fills defaults in before anybody can
 * look: there, a value that equals the default counts as left out, which gives the caller nothing but the default.
 */
export function suppliedInputs(
  coordinate: string,
  field: AnyField,
  node: FieldNode,
  variables: Variables,
  requirements: Requirements,
): string[] {
  const found: string[] = [];
  const search = new InputSearch(variables, requirements, found);
  for (const argument of node.arguments ?? []) {
    const definition = field.args.find(({ name }) => name === argument.name.value);
    if (definition) search.literal(`${coordinate}(${definition.name}:)`, definition, argument.value);
  }
  return [...new Set(found)];
}

type AnyField = GraphQLField<unknown, unknown>;

class InputSearch {
  constructor(
    readonly variables: Variables,
    readonly requirements: Requirements,
    readonly found: string[],
  ) {}

  literal(coordinate: string, definition: GraphQLArgument | GraphQLInputField, value: ValueNode): void {
    if (value.kind === Kind.VARIABLE && !Object.hasOwn(this.variables, value.name.value)) return;
    this.#note(coordinate);
    this.#insideLiteral(definition.type, value);
  }

  #insideLiteral(type: GraphQLInputType, value: ValueNode): void {
    const nullable = getNullableType(type);
    if (value.kind === Kind.VARIABLE) this.#insideValue(nullable, this.variables[value.name.value]);
    else if (isListType(nullable)) {
      const items = value.kind === Kind.LIST ? value.values : [value];
      for (const item of items) this.#insideLiteral(nullable.ofType, item);
    } else if (isInputObjectType(nullable) && value.kind === Kind.OBJECT) {
      const fields = nullable.getFields();
      for (const { name, value: inner } of value.fields) {
        const definition = fields[name.value];
        if (definition) this.literal(`${nullable.name}.${definition.name}`, definition, inner);
      }
    }
  }

  #insideValue(type: GraphQLInputType, value: unknown): void {
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      for (const item of Array.isArray(value) ? value : []) this.#insideValue(nullable.ofType, item);
    } else if (isInputObjectType(nullable) && typeof value === 'object' && value !== null) {
      this.#insideObject(nullable, value as Variables);
    }
  }

  #insideObject(type: GraphQLInputObjectType, values: Variables): void {
    for (const field of Object.values(type.getFields())) {
      if (!Object.hasOwn(values, field.name) || isDefault(field, values[field.name])) continue;
      this.#note(`${type.name}.${field.name}`);
      this.#insideValue(field.type, values[field.name]);
    }
  }

  #note(coordinate: string): void {
    if (this.requirements.has(coordinate)) this.found.push(coordinate);
  }
}

/** graphql-js puts the default itself into the coerced object, so identity tells it from what the caller wrote. */
function isDefault({ defaultValue }: GraphQLInputField, value: unknown): boolean {
  return defaultValue !== undefined && Object.is(defaultValue, value);
}

function holdsProtectedField(type: GraphQLInputType, requirements: Requirements): boolean {
  const seen = new Set<GraphQLInputObjectType>();
  const visit = (candidate: GraphQLInputType): boolean => {
    const named = getNamedType(candidate);
    if (!isInputObjectType(named) || seen.has(named)) return false;
    seen.add(named);
    return Object.values(named.getFields()).some(
      (field) => requirements.has(`${named.name}.${field.name}`) || visit(field.type),
    );
  };
  return visit(type);
}
