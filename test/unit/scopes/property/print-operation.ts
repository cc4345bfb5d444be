import type {
  Condition,
  FragmentModel,
  NamedValue,
  OperationModel,
  Selection,
  ValueModel,
  VariableModel,
} from './operation-model.js';
import { printConstant } from './print-schema.js';
import type { Constant } from './schema-model.js';

export function printOperation({ kind, variables, selections, fragments }: OperationModel): string {
  const list = variables.length > 0 ? ` (${variables.map(variableText).join(', ')})` : '';
  return [`${kind}${list} ${bodyText(selections)}`, ...[...fragments.values()].map(fragmentText)].join('\n');
}

export function printValue(value: ValueModel): string {
  switch (value.kind) {
    case 'constant':
      return printConstant(value.value);
    case 'variable':
      return `$${value.name}`;
    case 'list':
      return `[${value.items.map(printValue).join(', ')}]`;
    case 'object':
      return `{${value.fields.map(namedText).join(', ')}}`;
  }
}

/** Arguments in parentheses, or nothing where there are none. */
export function printArguments(values: readonly NamedValue[]): string {
  return values.length > 0 ? `(${values.map(namedText).join(', ')})` : '';
}

function namedText({ name, value }: NamedValue): string {
  return `${name}: ${printValue(value)}`;
}

function variableText({ name, type, default: value }: VariableModel): string {
  return `$${name}: ${type}${value === undefined ? '' : ` = ${anyText(value)}`}`;
}

function anyText(value: Constant | boolean): string {
  return typeof value === 'boolean' ? String(value) : printConstant(value);
}

function fragmentText({ name, on, selections }: FragmentModel): string {
  return `fragment ${name} on ${on} ${bodyText(selections)}`;
}

function bodyText(selections: readonly Selection[]): string {
  return `{ ${selections.map(selectionText).join(' ')} }`;
}

function selectionText(selection: Selection): string {
  const conditions = selection.conditions.map(conditionText).join('');
  if (selection.kind === 'spread') return `...${selection.fragment}${conditions}`;
  const body = selection.selections.length > 0 ? ` ${bodyText(selection.selections)}` : '';
  if (selection.kind === 'inline') return `...${selection.on ? ` on ${selection.on}` : ''}${conditions}${body}`;
  const { key, name } = selection;
  const alias = key === name ? name : `${key}: ${name}`;
  return `${alias}${printArguments(selection.arguments)}${conditions}${body}`;
}

function conditionText({ directive, if: value }: Condition): string {
  return ` @${directive}(if: ${typeof value === 'string' ? `$${value}` : value})`;
}
