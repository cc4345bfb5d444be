import type { FieldSelection, NamedValue, ValueModel } from './operation-model.js';
import {
  type CompositeModel,
  type Constant,
  compositeOf,
  type FieldModel,
  type InputModel,
  type InputObjectModel,
  nameOf,
  type Rule,
  type Rules,
  type SchemaModel,
  type TypeModel,
} from './schema-model.js';

/** Who is asking: the scopes held, or null for nobody. */
export type Caller = readonly string[] | null;

/** What the variables are in the end. One that is not supplied and has no default is not among them. */
export type VariableValues = ReadonlyMap<string, Constant | boolean>;

/** Whether the caller meets every one of the rules. */
export function meets(rules: readonly Rule[], caller: Caller): boolean {
  return rules.every((rule) => caller !== null && rule.some((scopes) => scopes.every((each) => caller.includes(each))));
}

/** All the rules on a field of an object, whatever is supplied: its own, its type's, its interfaces' and what it returns. */
export function rulesOnField(schema: SchemaModel, type: CompositeModel, field: FieldModel): readonly Rule[] {
  const holders = [type, ...type.interfaces.map((name) => compositeOf(schema, name))];
  return [
    ...holders.flatMap((holder) => allOf(holder.rules)),
    ...sameField(holders, field.name).flatMap(({ rules }) => allOf(rules)),
    ...rulesOnReturned(schema, nameOf(field.type)),
  ];
}

/** The rules on what a selection supplies of the arguments, and of the input fields in them. */
export function rulesOnSupplied(
  schema: SchemaModel,
  type: CompositeModel,
  { name, arguments: values }: FieldSelection,
  variables: VariableValues,
): readonly Rule[] {
  const holders = [type, ...type.interfaces.map((each) => compositeOf(schema, each))];
  const supplied = constantsIn(values, variables);
  return sameField(holders, name).flatMap((field) => rulesOnInputs(schema, field.arguments, supplied));
}

function allOf({ written, extended }: Rules): readonly Rule[] {
  return [...written, ...extended];
}

function sameField(holders: readonly CompositeModel[], name: string): readonly FieldModel[] {
  return holders.flatMap(({ fields }) => fields.filter((field) => field.name === name));
}

function rulesOnReturned(schema: SchemaModel, name: string): readonly Rule[] {
  const type = schema.get(name);
  if (!type || type.kind === 'union' || type.kind === 'input') return [];
  const inherited = type.kind === 'object' || type.kind === 'interface' ? type.interfaces : [];
  return [...allOf(type.rules), ...inherited.flatMap((each) => allOf(compositeOf(schema, each).rules))];
}

function rulesOnInputs(
  schema: SchemaModel,
  inputs: readonly InputModel[],
  supplied: ReadonlyMap<string, Constant>,
): readonly Rule[] {
  return inputs.flatMap((input) => {
    const value = supplied.get(input.name);
    return value === undefined ? [] : [...allOf(input.rules), ...rulesInside(schema, input.type, value)];
  });
}

function rulesInside(schema: SchemaModel, type: TypeModel, value: Constant): readonly Rule[] {
  if (value === null) return [];
  if (type.kind === 'nonNull') return rulesInside(schema, type.of, value);
  if (type.kind === 'list') {
    const items: readonly Constant[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => rulesInside(schema, type.of, item));
  }
  const definition = schema.get(type.name);
  return definition?.kind === 'input' ? rulesInObject(schema, definition, value) : [];
}

function rulesInObject(schema: SchemaModel, { fields }: InputObjectModel, value: Constant): readonly Rule[] {
  return rulesOnInputs(schema, fields, new Map(Object.entries(value as Record<string, Constant>)));
}

/** The values with variables filled in. What comes to nothing is left out. */
function constantsIn(values: readonly NamedValue[], variables: VariableValues): Map<string, Constant> {
  const entries = values.flatMap(({ name, value }): [string, Constant][] => {
    const constant = constantOf(value, variables);
    return constant === undefined ? [] : [[name, constant]];
  });
  return new Map(entries);
}

function constantOf(value: ValueModel, variables: VariableValues): Constant | undefined {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'variable':
      return variables.get(value.name) as Constant | undefined;
    case 'list':
      return value.items.map((item) => constantOf(item, variables) ?? null);
    case 'object':
      return Object.fromEntries(constantsIn(value.fields, variables));
  }
}
