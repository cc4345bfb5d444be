import {
  type CompositeModel,
  type Constant,
  type FieldModel,
  type InputModel,
  type LeafModel,
  type NamedModel,
  NO_RULES,
  type Rule,
  type Rules,
  type SchemaModel,
  typeText,
} from './schema-model.js';

/** The SDL, without the directives' own. */
export function printSchemaModel(schema: SchemaModel): string {
  return [...schema.values()].flatMap(definitionsOf).join('\n');
}

/** Whether the SDL defines something twice, so that graphql-js builds it only when told not to validate. */
export function hasExtendedRules(schema: SchemaModel): boolean {
  return [...schema.values()].some((type) => {
    const fields = type.kind === 'object' || type.kind === 'interface' ? type.fields : [];
    const own = 'rules' in type ? [type.rules] : [];
    return [...own, ...fields.map(({ rules }) => rules)].some(({ extended }) => extended.length > 0);
  });
}

export function printConstant(value: Constant): string {
  if (value === null || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(printConstant).join(', ')}]`;
  const fields = Object.entries(value).map(([name, inner]) => `${name}: ${printConstant(inner)}`);
  return `{${fields.join(', ')}}`;
}

function definitionsOf(type: NamedModel): string[] {
  switch (type.kind) {
    case 'union':
      return [`union ${type.name} = ${type.members.join(' | ')}`];
    case 'input':
      return [`input ${type.name} {\n${type.fields.map((field) => `  ${inputText(field)}`).join('\n')}\n}`];
    case 'object':
    case 'interface':
      return compositeText(type);
    default:
      return leafText(type);
  }
}

function leafText({ kind, name, values, rules }: LeafModel): string[] {
  const body = values.length > 0 ? ` { ${values.join(' ')} }` : '';
  const definition = `${kind} ${name}${directives(rules.written)}${body}`;
  return isExtended(rules) ? [definition, `extend ${kind} ${name}${directives(rules.extended)}`] : [definition];
}

function compositeText(type: CompositeModel): string[] {
  const { name, rules, implementsByExtension, fields } = type;
  const keyword = type.kind === 'object' ? 'type' : 'interface';
  const inherits = type.interfaces.length > 0 ? ` implements ${type.interfaces.join(' & ')}` : '';
  const body = fields.map((field) => `  ${fieldText(field, field.rules.written)}`).join('\n');
  const own = implementsByExtension ? '' : inherits;
  return [
    `${keyword} ${name}${own}${directives(rules.written)} {\n${body}\n}`,
    ...(implementsByExtension ? [`extend ${keyword} ${name}${inherits}`] : []),
    ...(isExtended(rules) ? [`extend ${keyword} ${name}${directives(rules.extended)}`] : []),
    ...fields
      .filter((field) => isExtended(field.rules))
      .map((field) => `extend ${keyword} ${name} { ${fieldText(withoutRules(field), field.rules.extended)} }`),
  ];
}

/** A field's second definition: the rules of the arguments stand in the first. */
function withoutRules(field: FieldModel): FieldModel {
  return { ...field, arguments: field.arguments.map((each) => ({ ...each, rules: NO_RULES })) };
}

function fieldText({ name, type, arguments: inputs }: FieldModel, rules: readonly Rule[]): string {
  const list = inputs.length > 0 ? `(${inputs.map(inputText).join(', ')})` : '';
  return `${name}${list}: ${typeText(type)}${directives(rules)}`;
}

function inputText({ name, type, default: value, rules }: InputModel): string {
  const fallback = value === undefined ? '' : ` = ${printConstant(value)}`;
  return `${name}: ${typeText(type)}${fallback}${directives(rules.written)}`;
}

function directives(rules: readonly Rule[]): string {
  return rules.map((rule) => ` ${directive(rule)}`).join('');
}

function directive(rule: Rule): string {
  if (rule.every((scopes) => scopes.length === 0)) return '@authenticated';
  const single = rule.length === 1 && rule[0]?.length === 1;
  return `@requiresScopes(scopes: ${JSON.stringify(single ? rule[0]?.[0] : rule)})`;
}

function isExtended({ extended }: Rules): boolean {
  return extended.length > 0;
}
