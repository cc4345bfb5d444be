/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment TokenParts on Token {\n    accessToken\n    expiresIn\n    scopes\n  }\n": typeof types.TokenPartsFragmentDoc,
    "\n  mutation Login($username: String!, $password: String!, $scopes: [Scope!]!) {\n    login(username: $username, password: $password, scopes: $scopes) {\n      ...TokenParts\n    }\n  }\n": typeof types.LoginDocument,
    "\n  mutation Refresh {\n    refresh {\n      ...TokenParts\n    }\n  }\n": typeof types.RefreshDocument,
    "\n  mutation Abandon {\n    logout\n  }\n": typeof types.AbandonDocument,
    "\n  mutation DeleteItem($id: ID!) {\n    deleteItem(id: $id)\n  }\n": typeof types.DeleteItemDocument,
    "\n  mutation UpdateItem($id: ID!, $input: UpdateItemInput!) {\n    updateItem(id: $id, input: $input) {\n      ...ItemParts\n    }\n  }\n": typeof types.UpdateItemDocument,
    "\n  fragment ItemParts on Item {\n    id\n    title\n    createdAt\n  }\n": typeof types.ItemPartsFragmentDoc,
    "\n  query MyItems($first: PositiveInt!, $after: String) {\n    myItems(first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ...ItemParts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.MyItemsDocument,
    "\n  mutation CreateItem($input: CreateItemInput!) {\n    createItem(input: $input) {\n      id\n      ...ItemParts\n    }\n  }\n": typeof types.CreateItemDocument,
    "\n  query OwnSessions {\n    sessions {\n      id\n      isCurrent\n      ...SessionParts\n    }\n  }\n": typeof types.OwnSessionsDocument,
    "\n  mutation EndSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n": typeof types.EndSessionDocument,
    "\n  fragment ProfileFormParts on User {\n    fullName\n    email\n    profilePicture\n  }\n": typeof types.ProfileFormPartsFragmentDoc,
    "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      username\n    }\n  }\n": typeof types.UpdateProfileDocument,
    "\n  fragment SessionParts on Session {\n    id\n    client\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n": typeof types.SessionPartsFragmentDoc,
    "\n  query Catalogue {\n    scopes {\n      name\n      description\n    }\n  }\n": typeof types.CatalogueDocument,
    "\n  mutation Logout($everywhere: Boolean!) {\n    logout(everywhere: $everywhere)\n  }\n": typeof types.LogoutDocument,
    "\n  query Viewer {\n    me {\n      id\n      username\n      ...ProfileFormParts\n    }\n  }\n": typeof types.ViewerDocument,
};
const documents: Documents = {
    "\n  fragment TokenParts on Token {\n    accessToken\n    expiresIn\n    scopes\n  }\n": types.TokenPartsFragmentDoc,
    "\n  mutation Login($username: String!, $password: String!, $scopes: [Scope!]!) {\n    login(username: $username, password: $password, scopes: $scopes) {\n      ...TokenParts\n    }\n  }\n": types.LoginDocument,
    "\n  mutation Refresh {\n    refresh {\n      ...TokenParts\n    }\n  }\n": types.RefreshDocument,
    "\n  mutation Abandon {\n    logout\n  }\n": types.AbandonDocument,
    "\n  mutation DeleteItem($id: ID!) {\n    deleteItem(id: $id)\n  }\n": types.DeleteItemDocument,
    "\n  mutation UpdateItem($id: ID!, $input: UpdateItemInput!) {\n    updateItem(id: $id, input: $input) {\n      ...ItemParts\n    }\n  }\n": types.UpdateItemDocument,
    "\n  fragment ItemParts on Item {\n    id\n    title\n    createdAt\n  }\n": types.ItemPartsFragmentDoc,
    "\n  query MyItems($first: PositiveInt!, $after: String) {\n    myItems(first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ...ItemParts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.MyItemsDocument,
    "\n  mutation CreateItem($input: CreateItemInput!) {\n    createItem(input: $input) {\n      id\n      ...ItemParts\n    }\n  }\n": types.CreateItemDocument,
    "\n  query OwnSessions {\n    sessions {\n      id\n      isCurrent\n      ...SessionParts\n    }\n  }\n": types.OwnSessionsDocument,
    "\n  mutation EndSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n": types.EndSessionDocument,
    "\n  fragment ProfileFormParts on User {\n    fullName\n    email\n    profilePicture\n  }\n": types.ProfileFormPartsFragmentDoc,
    "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      username\n    }\n  }\n": types.UpdateProfileDocument,
    "\n  fragment SessionParts on Session {\n    id\n    client\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n": types.SessionPartsFragmentDoc,
    "\n  query Catalogue {\n    scopes {\n      name\n      description\n    }\n  }\n": types.CatalogueDocument,
    "\n  mutation Logout($everywhere: Boolean!) {\n    logout(everywhere: $everywhere)\n  }\n": types.LogoutDocument,
    "\n  query Viewer {\n    me {\n      id\n      username\n      ...ProfileFormParts\n    }\n  }\n": types.ViewerDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TokenParts on Token {\n    accessToken\n    expiresIn\n    scopes\n  }\n"): (typeof documents)["\n  fragment TokenParts on Token {\n    accessToken\n    expiresIn\n    scopes\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Login($username: String!, $password: String!, $scopes: [Scope!]!) {\n    login(username: $username, password: $password, scopes: $scopes) {\n      ...TokenParts\n    }\n  }\n"): (typeof documents)["\n  mutation Login($username: String!, $password: String!, $scopes: [Scope!]!) {\n    login(username: $username, password: $password, scopes: $scopes) {\n      ...TokenParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Refresh {\n    refresh {\n      ...TokenParts\n    }\n  }\n"): (typeof documents)["\n  mutation Refresh {\n    refresh {\n      ...TokenParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Abandon {\n    logout\n  }\n"): (typeof documents)["\n  mutation Abandon {\n    logout\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteItem($id: ID!) {\n    deleteItem(id: $id)\n  }\n"): (typeof documents)["\n  mutation DeleteItem($id: ID!) {\n    deleteItem(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateItem($id: ID!, $input: UpdateItemInput!) {\n    updateItem(id: $id, input: $input) {\n      ...ItemParts\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateItem($id: ID!, $input: UpdateItemInput!) {\n    updateItem(id: $id, input: $input) {\n      ...ItemParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ItemParts on Item {\n    id\n    title\n    createdAt\n  }\n"): (typeof documents)["\n  fragment ItemParts on Item {\n    id\n    title\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyItems($first: PositiveInt!, $after: String) {\n    myItems(first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ...ItemParts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query MyItems($first: PositiveInt!, $after: String) {\n    myItems(first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ...ItemParts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateItem($input: CreateItemInput!) {\n    createItem(input: $input) {\n      id\n      ...ItemParts\n    }\n  }\n"): (typeof documents)["\n  mutation CreateItem($input: CreateItemInput!) {\n    createItem(input: $input) {\n      id\n      ...ItemParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnSessions {\n    sessions {\n      id\n      isCurrent\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  query OwnSessions {\n    sessions {\n      id\n      isCurrent\n      ...SessionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n"): (typeof documents)["\n  mutation EndSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProfileFormParts on User {\n    fullName\n    email\n    profilePicture\n  }\n"): (typeof documents)["\n  fragment ProfileFormParts on User {\n    fullName\n    email\n    profilePicture\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      username\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      username\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionParts on Session {\n    id\n    client\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n"): (typeof documents)["\n  fragment SessionParts on Session {\n    id\n    client\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Catalogue {\n    scopes {\n      name\n      description\n    }\n  }\n"): (typeof documents)["\n  query Catalogue {\n    scopes {\n      name\n      description\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Logout($everywhere: Boolean!) {\n    logout(everywhere: $everywhere)\n  }\n"): (typeof documents)["\n  mutation Logout($everywhere: Boolean!) {\n    logout(everywhere: $everywhere)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    me {\n      id\n      username\n      ...ProfileFormParts\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    me {\n      id\n      username\n      ...ProfileFormParts\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;