import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  OperationTypeNode,
} from 'graphql';

/** A page of the reference. */
export interface Page {
  /** Its name in the folder. */
  file: string;
  title: string;
}

export const OVERVIEW: Page = { file: 'index.html', title: 'Overview' };
export const SCOPES: Page = { file: 'scopes.html', title: 'Scopes' };
export const ELEMENTS: Page = { file: 'elements.html', title: 'All elements' };

const ROOTS: readonly [OperationTypeNode, Page][] = [
  [OperationTypeNode.QUERY, { file: 'queries.html', title: 'Queries' }],
  [OperationTypeNode.MUTATION, { file: 'mutations.html', title: 'Mutations' }],
  [OperationTypeNode.SUBSCRIPTION, { file: 'subscriptions.html', title: 'Subscriptions' }],
];

const SCALARS: Page = { file: 'scalars.html', title: 'Scalars' };

const KINDS: readonly [(type: GraphQLNamedType) => boolean, Page][] = [
  [isObjectType, { file: 'objects.html', title: 'Objects' }],
  [isInterfaceType, { file: 'interfaces.html', title: 'Interfaces' }],
  [isUnionType, { file: 'unions.html', title: 'Unions' }],
  [isEnumType, { file: 'enums.html', title: 'Enums' }],
  [isInputObjectType, { file: 'inputs.html', title: 'Inputs' }],
];

/** The pages for root types, and those for other types, in the order in which they are read. */
export const ROOT_PAGES: readonly Page[] = ROOTS.map(([, page]) => page);
export const TYPE_PAGES: readonly Page[] = [...KINDS.map(([, page]) => page), SCALARS];

/** Every page that a site can have. */
export const PAGES: readonly Page[] = [OVERVIEW, ...ROOT_PAGES, ...TYPE_PAGES, SCOPES, ELEMENTS];

/** The page that a type and all that it holds are on. */
export function pageOf(schema: GraphQLSchema, type: GraphQLNamedType): Page {
  const root = ROOTS.find(([operation]) => schema.getRootType(operation) === type);
  const [, page] = root ?? KINDS.find(([isOfKind]) => isOfKind(type)) ?? [undefined, SCALARS];
  return page;
}

/** The operation that a root type is the root of. */
export function operationOf(schema: GraphQLSchema, type: GraphQLNamedType): OperationTypeNode | undefined {
  return ROOTS.find(([operation]) => schema.getRootType(operation) === type)?.[0];
}
