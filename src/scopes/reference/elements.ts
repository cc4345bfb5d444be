import {
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { type Page, pageOf, ROOT_PAGES, TYPE_PAGES } from './pages.js';

export type Field = GraphQLField<unknown, unknown>;
export type Input = GraphQLArgument | GraphQLInputField;
/** What a type holds. */
export type Member = Field | GraphQLInputField | GraphQLEnumValue;

/** Something that the reference has an entry for. */
export interface Element {
  /** Its schema coordinate, which is also its anchor: `User`, `Query.me`, `Query.search(all:)`, `Color.RED`. */
  coordinate: string;
  kind: 'type' | 'field' | 'argument' | 'input field' | 'value';
  page: Page;
}

/** The types that are the application's, and those of GraphQL's own that it uses. */
export function typesOf(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
}

/** The types that are on a page, in the order of the schema. */
export function typesOn(schema: GraphQLSchema, page: Page): GraphQLNamedType[] {
  return typesOf(schema).filter((type) => pageOf(schema, type) === page);
}

/** Every element of a schema, in the order of the pages and, on a page, of the schema. */
export function elementsOf(schema: GraphQLSchema): Element[] {
  return [...ROOT_PAGES, ...TYPE_PAGES].flatMap((page) =>
    typesOn(schema, page).flatMap((type) => {
      const members = membersOf(type).flatMap((member) => entriesOf(type, member));
      return [{ coordinate: type.name, kind: 'type' as const }, ...members].map((entry) => ({ ...entry, page }));
    }),
  );
}

/** The fields of a type, or its values. */
export function membersOf(type: GraphQLNamedType): Member[] {
  if (isEnumType(type)) return [...type.getValues()];
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : [];
}

export function coordinateOf(type: GraphQLNamedType, { name }: Member): string {
  return `${type.name}.${name}`;
}

export function coordinateOfArgument(field: string, { name }: GraphQLArgument): string {
  return `${field}(${name}:)`;
}

export function isField(member: Member): member is Field {
  return 'args' in member;
}

function entriesOf(type: GraphQLNamedType, member: Member): Omit<Element, 'page'>[] {
  const coordinate = coordinateOf(type, member);
  if (!isField(member)) return [{ coordinate, kind: isEnumType(type) ? 'value' : 'input field' }];
  const args = member.args.map((argument) => coordinateOfArgument(coordinate, argument));
  return [{ coordinate, kind: 'field' }, ...args.map((each) => ({ coordinate: each, kind: 'argument' as const }))];
}
