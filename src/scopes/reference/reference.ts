import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isUnionType } from 'graphql';
import { type AccessRow, accessMatrix, type Roles } from '../analyse/access-matrix.js';
import type { Requirements } from '../map/compile.js';
import { requirementsOf } from '../map/compiled-schemas.js';
import { catalogueOf } from '../sdl/catalogue.js';
import {
  coordinateOf,
  coordinateOfArgument,
  type Element,
  elementsOf,
  isField,
  membersOf,
  typesOf,
} from './elements.js';
import type { Samples } from './samples.js';

export interface ReferenceOptions {
  /** What the API is called. */
  title: string;
  /** Told beside each field that they reach. */
  roles?: Roles | undefined;
  /** The values in examples. */
  samples?: Samples | undefined;
}

/** What every page is written from. */
export interface Reference {
  schema: GraphQLSchema;
  elements: ReadonlyMap<string, Element>;
  requirements: Requirements;
  /** Each scope that is declared, required or granted to a role, to its description. */
  scopes: ReadonlyMap<string, string>;
  roles: Roles;
  /** Who reaches an element. Fields of interfaces are not in it, nor are arguments and input fields that are open. */
  reach: ReadonlyMap<string, AccessRow>;
  /** The name of a type to the coordinates of what is of it or holds it. */
  uses: ReadonlyMap<string, readonly string[]>;
  samples: Samples;
}

/** @throws ScopeDirectiveError where a directive cannot be read */
export function readReference(
  schema: GraphQLSchema,
  { roles = {}, samples }: Omit<ReferenceOptions, 'title'>,
): Reference {
  return {
    schema,
    elements: new Map(elementsOf(schema).map((element) => [element.coordinate, element])),
    requirements: requirementsOf(schema),
    scopes: scopesOf(schema, roles),
    roles,
    reach: new Map(accessMatrix(schema, roles).rows.map((row) => [row.element, row])),
    uses: usesOf(schema),
    samples: samples ?? new Map(),
  };
}

/** The roles that may be granted a scope. */
export function rolesWith({ roles }: Reference, scope: string): string[] {
  return Object.keys(roles).filter((role) => roles[role]?.includes(scope));
}

/** Whether a member requires what its type does, so that who tells of the type has told of it. */
export function isAsItsType({ requirements }: Reference, coordinate: string): boolean {
  const [type = ''] = coordinate.split('.');
  return type !== coordinate && requirements.get(type) === requirements.get(coordinate);
}

function scopesOf(schema: GraphQLSchema, roles: Roles): Map<string, string> {
  const scopes = new Map(catalogueOf(schema));
  const undeclared = [...requirementsOf(schema).values(), Object.values(roles)].flat(2);
  for (const scope of undeclared) scopes.set(scope, scopes.get(scope) ?? '');
  return scopes;
}

/** Who uses a type, and does not implement it. */
function usesOf(schema: GraphQLSchema): Map<string, string[]> {
  const uses = new Map<string, string[]>();
  for (const [used, by] of typesOf(schema).flatMap(usesIn)) {
    const before = uses.get(used);
    if (before) before.push(by);
    else uses.set(used, [by]);
  }
  return uses;
}

type Use = [used: string, by: string];

function usesIn(type: GraphQLNamedType): Use[] {
  if (isUnionType(type)) return type.getTypes().map(({ name }): Use => [name, type.name]);
  return membersOf(type).flatMap((member) => {
    if (!('type' in member)) return [];
    const coordinate = coordinateOf(type, member);
    const args = isField(member) ? member.args : [];
    const ofArguments = args.map((each): Use => [getNamedType(each.type).name, coordinateOfArgument(coordinate, each)]);
    return [[getNamedType(member.type).name, coordinate] satisfies Use, ...ofArguments];
  });
}
