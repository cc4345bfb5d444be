import type { Constant, TypeModel } from './schema-model.js';

/** An operation as plain data, from which the document is printed and which the oracle executes. */
export interface OperationModel {
  kind: 'query' | 'mutation';
  selections: readonly Selection[];
  fragments: ReadonlyMap<string, FragmentModel>;
  variables: readonly VariableModel[];
}

export interface FragmentModel {
  name: string;
  on: string;
  selections: readonly Selection[];
}

export interface VariableModel {
  name: string;
  /** In the syntax of the document. */
  type: string;
  default: Constant | boolean | undefined;
  /** What the first and the second caller send; undefined is nothing. */
  values: readonly [Sent, Sent];
}

export type Sent = Constant | boolean | undefined;

export type Selection = FieldSelection | InlineFragment | FragmentSpread;

export interface FieldSelection {
  kind: 'field';
  /** The response key. */
  key: string;
  name: string;
  arguments: readonly NamedValue[];
  conditions: readonly Condition[];
  selections: readonly Selection[];
}

export interface InlineFragment {
  kind: 'inline';
  on: string | undefined;
  conditions: readonly Condition[];
  selections: readonly Selection[];
}

export interface FragmentSpread {
  kind: 'spread';
  fragment: string;
  conditions: readonly Condition[];
}

export interface Condition {
  directive: 'skip' | 'include';
  /** A literal, or the name of a variable. */
  if: boolean | string;
}

export interface NamedValue {
  name: string;
  value: ValueModel;
}

export type ValueModel =
  | { kind: 'constant'; value: Constant }
  | { kind: 'variable'; name: string }
  | { kind: 'list'; items: readonly ValueModel[] }
  | { kind: 'object'; fields: readonly NamedValue[] };

/** How the type of a field looks once names of composite types do not matter: what must agree for fields to merge. */
export function shapeOf(type: TypeModel, isComposite: boolean): string {
  if (type.kind === 'named') return isComposite ? '{}' : type.name;
  const inner = shapeOf(type.of, isComposite);
  return type.kind === 'list' ? `[${inner}]` : `${inner}!`;
}

/** The variables as one of the two callers sends them. */
export function variablesOf(operation: OperationModel, caller: 0 | 1): Record<string, Constant | boolean> {
  const sent = operation.variables.flatMap(({ name, values }): [string, Constant | boolean][] => {
    const value = values[caller];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(sent);
}
