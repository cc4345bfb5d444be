import type { Condition, FieldSelection, OperationModel, Selection } from './operation-model.js';
import type { Caller, VariableValues } from './oracle-rules.js';
import { meets, rulesOnField, rulesOnSupplied } from './oracle-rules.js';
import {
  type CompositeModel,
  type Constant,
  type FieldModel,
  possibleTypes,
  type SchemaModel,
} from './schema-model.js';

/** What somebody asks of a schema. */
export interface Asked {
  schema: SchemaModel;
  operation: OperationModel;
  variables: VariableValues;
  caller: Caller;
}

/** What the variables come to when one of the two callers has sent theirs. */
export function variableValues({ variables }: OperationModel, set: 0 | 1): VariableValues {
  const values = variables.flatMap(({ name, default: value, values: sent }): [string, Constant | boolean][] => {
    const known = sent[set] === undefined ? value : sent[set];
    return known === undefined ? [] : [[name, known]];
  });
  return new Map(values);
}

/** The selections that apply to an object type, by response key, in the order of the GraphQL specification. */
export function collectFields(
  asked: Asked,
  type: CompositeModel,
  selections: readonly Selection[],
): ReadonlyMap<string, readonly FieldSelection[]> {
  const fields = new Map<string, FieldSelection[]>();
  for (const field of flattened(asked, type, selections, new Set())) {
    fields.set(field.key, [...(fields.get(field.key) ?? []), field]);
  }
  return fields;
}

export function fieldOf(type: CompositeModel, name: string): FieldModel {
  const field = type.fields.find((each) => each.name === name);
  if (!field) throw new Error(`${type.name} has no field ${name}.`);
  return field;
}

/** Whether the caller may not have the field that is selected on the object. */
export function isRefused(asked: Asked, type: CompositeModel, selection: FieldSelection): boolean {
  const { schema, variables, caller } = asked;
  const ofField = rulesOnField(schema, type, fieldOf(type, selection.name));
  return !meets([...ofField, ...rulesOnSupplied(schema, type, selection, variables)], caller);
}

function flattened(
  asked: Asked,
  type: CompositeModel,
  selections: readonly Selection[],
  visited: Set<string>,
): FieldSelection[] {
  return selections.flatMap((selection) => {
    if (!selection.conditions.every((condition) => isTrue(asked, condition))) return [];
    if (selection.kind === 'field') return [selection];
    if (selection.kind === 'inline') return within(asked, type, selection, visited);
    if (visited.has(selection.fragment)) return [];
    visited.add(selection.fragment);
    return within(asked, type, asked.operation.fragments.get(selection.fragment), visited);
  });
}

interface Fragment {
  on: string | undefined;
  selections: readonly Selection[];
}

function within(
  asked: Asked,
  type: CompositeModel,
  fragment: Fragment | undefined,
  visited: Set<string>,
): FieldSelection[] {
  if (!fragment) throw new Error('A fragment is not defined.');
  const applies = fragment.on === undefined || possibleTypes(asked.schema, fragment.on).includes(type.name);
  return applies ? flattened(asked, type, fragment.selections, visited) : [];
}

function isTrue({ variables }: Asked, { directive, if: value }: Condition): boolean {
  const known = typeof value === 'string' ? variables.get(value) : value;
  return known === (directive === 'include');
}
