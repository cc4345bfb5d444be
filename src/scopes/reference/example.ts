import {
  type GraphQLArgument,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isRequiredArgument,
  isUnionType,
  type OperationTypeNode,
  parse,
  print,
} from 'graphql';
import { compiledOf } from '../map/compiled-schemas.js';
import { implies } from '../requirement.js';
import { coordinateOfArgument, type Field, isField, type Member, membersOf } from './elements.js';
import type { Reference } from './reference.js';
import { defaultOf, Sampler } from './samples.js';

/** An operation that somebody can send. */
export interface Example {
  document: string;
  variables: Record<string, unknown>;
}

/** How many levels below its root field an example selects. */
const DEEPEST = 3;

/** An example of a root field: what it selects and gives needs no more than the field, and what has to be given to it. */
export function exampleOf(
  reference: Reference,
  operation: OperationTypeNode,
  root: GraphQLNamedType,
  field: Field,
): Example {
  const coordinate = `${root.name}.${field.name}`;
  const args = field.args.filter((each) => isGiven(reference, coordinate, each));
  const declared = list(args.map(({ name, type }) => `$${name}: ${type}`));
  const given = list(args.map(({ name }) => `${name}: $${name}`));
  const selection = new Selection(reference, coordinate).of(getNamedType(field.type), DEEPEST);
  const title = `${operation} ${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}`;
  return {
    document: print(parse(`${title}${declared} { ${field.name}${given} ${selection} }`)),
    variables: variablesOf(reference, coordinate, args),
  };
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `(${items.join(' ')})`;
}

/** What has to be given, and what everybody may give. */
function isGiven({ schema, requirements }: Reference, field: string, argument: GraphQLArgument): boolean {
  const isOpen =
    !requirements.has(coordinateOfArgument(field, argument)) &&
    !compiledOf(schema).protectedInputTypes.has(getNamedType(argument.type).name);
  return isOpen || isRequiredArgument(argument);
}

/** What has to be given, and what is there where it is not given. */
function variablesOf({ samples, requirements }: Reference, field: string, args: readonly GraphQLArgument[]) {
  const sampler = new Sampler(samples, requirements);
  const told = args.filter((each) => isRequiredArgument(each) || defaultOf(each) !== undefined);
  return Object.fromEntries(told.map((each) => [each.name, sampler.sampleOf(coordinateOfArgument(field, each), each)]));
}

/** What of a root field's value can be selected without more than the field needs, each type once. */
class Selection {
  readonly #selected = new Set<GraphQLNamedType>();

  constructor(
    readonly reference: Reference,
    readonly root: string,
  ) {}

  of(type: GraphQLNamedType, levels: number): string {
    if (isLeafType(type)) return '';
    this.#selected.add(type);
    const typename = isAbstractType(type) ? ['__typename'] : [];
    const selections = isUnionType(type)
      ? type
          .getTypes()
          .slice(0, 1)
          .map((each) => this.#fragment(each, levels))
      : membersOf(type).flatMap((field) => this.#field(type, field, levels));
    return `{ ${[...typename, ...selections].join(' ') || '__typename'} }`;
  }

  #fragment(type: GraphQLNamedType, levels: number): string {
    return this.#selected.has(type) ? '' : `... on ${type.name} ${this.of(type, levels)}`;
  }

  #field(type: GraphQLNamedType, field: Member, levels: number): string[] {
    if (!isField(field) || field.args.some(isRequiredArgument) || !this.#isOpen(type, field)) return [];
    const below = getNamedType(field.type);
    if (isLeafType(below)) return [field.name];
    return levels === 1 || this.#selected.has(below) ? [] : [`${field.name} ${this.of(below, levels - 1)}`];
  }

  #isOpen(type: GraphQLNamedType, { name }: Field): boolean {
    const { schema, requirements } = this.reference;
    const possible = isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
    const given = requirements.get(this.root);
    return [type, ...possible].every((each) => implies(given, requirements.get(`${each.name}.${name}`)));
  }
}
