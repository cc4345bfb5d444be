/** A schema as plain data, from which the SDL is printed and by which the oracle decides. */
export type SchemaModel = ReadonlyMap<string, NamedModel>;

export type NamedModel = CompositeModel | UnionModel | LeafModel | InputObjectModel;

/** An OR of ANDs, as `@requiresScopes` writes it; `[[]]` is `@authenticated`. */
export type Rule = readonly (readonly string[])[];

/** The rules that stand on one element: on its definition, and on an extension of it. All of them hold. */
export interface Rules {
  written: readonly Rule[];
  extended: readonly Rule[];
}

export interface CompositeModel {
  kind: 'object' | 'interface';
  name: string;
  /** Every interface, those of interfaces included. */
  interfaces: readonly string[];
  /** Whether an extension says which interfaces it implements. */
  implementsByExtension: boolean;
  /** Its own and the inherited ones. */
  fields: readonly FieldModel[];
  rules: Rules;
}

export interface FieldModel {
  name: string;
  type: TypeModel;
  arguments: readonly InputModel[];
  rules: Rules;
}

/** An argument or an input field. */
export interface InputModel {
  name: string;
  type: TypeModel;
  default: Constant | undefined;
  rules: Rules;
}

export interface UnionModel {
  kind: 'union';
  name: string;
  members: readonly string[];
}

export interface LeafModel {
  kind: 'scalar' | 'enum';
  name: string;
  values: readonly string[];
  rules: Rules;
}

export interface InputObjectModel {
  kind: 'input';
  name: string;
  fields: readonly InputModel[];
}

export type TypeModel =
  | { kind: 'named'; name: string }
  | { kind: 'list'; of: TypeModel }
  | { kind: 'nonNull'; of: TypeModel };

/** An input value without variables. */
export type Constant = number | null | readonly Constant[] | { readonly [field: string]: Constant };

export const NO_RULES: Rules = { written: [], extended: [] };
export const SIGNED_IN: Rule = [[]];

export function named(name: string): TypeModel {
  return { kind: 'named', name };
}

export function listOf(of: TypeModel): TypeModel {
  return { kind: 'list', of };
}

export function nonNull(type: TypeModel): TypeModel {
  return type.kind === 'nonNull' ? type : { kind: 'nonNull', of: type };
}

export function nullable(type: TypeModel): TypeModel {
  return type.kind === 'nonNull' ? type.of : type;
}

export function nameOf(type: TypeModel): string {
  return type.kind === 'named' ? type.name : nameOf(type.of);
}

/** The same type around another name. */
export function renamed(type: TypeModel, name: string): TypeModel {
  return type.kind === 'named' ? named(name) : { ...type, of: renamed(type.of, name) };
}

export function typeText(type: TypeModel): string {
  if (type.kind === 'named') return type.name;
  return type.kind === 'list' ? `[${typeText(type.of)}]` : `${typeText(type.of)}!`;
}

/** The object or interface of that name. */
export function compositeOf(schema: SchemaModel, name: string): CompositeModel {
  const type = schema.get(name);
  if (type?.kind !== 'object' && type?.kind !== 'interface') throw new Error(`${name} has no fields.`);
  return type;
}

export function isOutputComposite(type: NamedModel | undefined): type is CompositeModel | UnionModel {
  return type?.kind === 'object' || type?.kind === 'interface' || type?.kind === 'union';
}

/** The names of the objects that a value of the type can be. None for a leaf. */
export function possibleTypes(schema: SchemaModel, name: string): readonly string[] {
  const type = schema.get(name);
  if (type?.kind === 'union') return type.members;
  if (type?.kind === 'object') return [name];
  if (type?.kind !== 'interface') return [];
  const isPossible = (other: NamedModel) => other.kind === 'object' && other.interfaces.includes(name);
  return [...schema.values()].filter(isPossible).map((other) => other.name);
}

/** The element at an index that may be too large: it starts again at the front. */
export function pick<Element>(list: readonly Element[], index: number): Element {
  if (list.length === 0) throw new Error('Nothing to pick from.');
  return list[index % list.length] as Element;
}
