import {
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import type { Requirements } from '../map/compile.js';
import { compiledOf } from '../map/compiled-schemas.js';
import type { Decided, Decisions } from '../map/decisions.js';
import type { Grant, Requirement } from '../requirement.js';

/** The name of a role to the scopes that it may be granted. */
export type Roles = Readonly<Record<string, readonly string[]>>;

export interface AccessMatrix {
  roles: Roles;
  /** Every field of every object type, and every protected argument and input field, in the order of the schema. */
  rows: readonly AccessRow[];
}

export interface AccessRow {
  /** Its schema coordinate: `Query.me`, `Query.search(all:)`, `Filter.secret`. */
  element: string;
  /** What it requires; null where that is nothing. */
  requires: Requirement | null;
  /** Whether somebody who has not signed in can come to it. */
  reachedByAnybody: boolean;
  /** The roles with whose scopes somebody can come to it: its own requirement is met, and that of a way from a root. */
  reachedBy: readonly string[];
}

/**
 * Who can reach what. Below an abstract type, any of its possible types counts as reached.
 * @throws ScopeDirectiveError where a directive cannot be read
 */
export function accessMatrix(schema: GraphQLSchema, roles: Roles): AccessMatrix {
  const { requirements, decisions } = compiledOf(schema);
  const reachOf = (grant: Grant) => new Reach(schema, requirements, decisions, grant).elements;
  const ofNobody = reachOf(null);
  const ofRoles = Object.entries(roles).map(([role, scopes]) => ({ role, reached: reachOf(scopes) }));
  const rows = elementsOf(schema, requirements).map((element) => ({
    element,
    requires: requirements.get(element) ?? null,
    reachedByAnybody: ofNobody.has(element),
    reachedBy: ofRoles.filter(({ reached }) => reached.has(element)).map(({ role }) => role),
  }));
  return { roles, rows };
}

function elementsOf(schema: GraphQLSchema, requirements: Requirements): string[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const isProtected = (element: string) => requirements.has(element);
  return types.flatMap((type) => {
    if (isInputObjectType(type))
      return fieldsOf(type)
        .map(({ name }) => `${type.name}.${name}`)
        .filter(isProtected);
    if (!isObjectType(type)) return [];
    return fieldsOf(type).flatMap(({ name, args }) => {
      const coordinate = `${type.name}.${name}`;
      return [coordinate, ...args.map((argument) => `${coordinate}(${argument.name}:)`).filter(isProtected)];
    });
  });
}

/** What somebody can come to, starting from the root types. */
class Reach {
  readonly elements = new Set<string>();
  readonly #types = new Set<GraphQLObjectType | GraphQLInputObjectType>();
  readonly #decided: Decided;

  constructor(
    readonly schema: GraphQLSchema,
    readonly requirements: Requirements,
    readonly decisions: Decisions,
    grant: Grant,
  ) {
    this.#decided = decisions.of(grant);
    for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
      if (root) this.#types.add(root);
    }
    // A Set goes on to what is added while it is walked.
    for (const type of this.#types) this.#enter(type);
  }

  #enter(type: GraphQLObjectType | GraphQLInputObjectType): void {
    for (const field of fieldsOf<AnyField>(type)) {
      const coordinate = `${type.name}.${field.name}`;
      if (!this.#reach(coordinate, getNamedType(field.type)) || !('args' in field)) continue;
      for (const { name, type: input } of field.args) this.#reach(`${coordinate}(${name}:)`, getNamedType(input));
    }
  }

  #reach(coordinate: string, type: GraphQLNamedType): boolean {
    if (!this.decisions.allows(this.#decided, this.requirements.get(coordinate))) return false;
    this.elements.add(coordinate);
    const next = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
    for (const each of next) if (isObjectType(each) || isInputObjectType(each)) this.#types.add(each);
    return true;
  }
}

type AnyField = GraphQLField<unknown, unknown> | GraphQLInputField;

function fieldsOf<Field>(type: { getFields(): Record<string, Field> }): Field[] {
  return Object.values(type.getFields());
}
