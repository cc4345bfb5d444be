// Generated from schema/ by `npm run codegen`. Do not edit.
// biome-ignore-all lint: generated
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { IssuedToken } from '../../auth/login.js';
import type { Account } from '../../principal.js';
import type { Profile as StoredProfile } from '../../users/store.js';
import type { Item as StoredItem } from '../../items/store.js';
import type { ItemPage, ItemEdge as PageEdge } from '../../items/page.js';
import type { Context, SignedInContext } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date and time with its offset from UTC (RFC 3339), such as `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date | string | number; }
  /** An e-mail address. */
  EmailAddress: { input: string; output: string; }
  /** A JSON Web Token (RFC 7519) in its compact form. */
  JWT: { input: string; output: string; }
  /** A whole number, 0 or more. */
  NonNegativeInt: { input: number; output: number; }
  /** A whole number, 1 or more. */
  PositiveInt: { input: number; output: number; }
  /** The name of a role, such as `user`. Roles live in the database and decide which scopes an account may be granted. */
  Role: { input: string; output: string; }
  /** The name of a scope, as the catalogue on the schema declares it. */
  Scope: { input: "me" | "items" | "items:write" | "profiles" | "profile:write" | "accounts" | "accounts:write"; output: "me" | "items" | "items:write" | "profiles" | "profile:write" | "accounts" | "accounts:write"; }
  /** An absolute URL with the scheme http or https. */
  URL: { input: string; output: string; }
  /** A user name: 1 to 32 characters, lower-case letters, digits, `.`, `_` and `-`, beginning and ending with a letter or digit. */
  Username: { input: string; output: string; }
};

/** A new item. */
export type CreateItemInput = {
  /** What it is called, 1 to 200 characters. */
  title: Scalars['String']['input'];
};

/** Something that an account owns. */
export type Item = {
  __typename?: 'Item';
  /** When it was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Identifies the item for ever. */
  id: Scalars['ID']['output'];
  /** Who owns it. */
  owner: Profile;
  /** What it is called. */
  title: Scalars['String']['output'];
};

/** A page of items. */
export type ItemConnection = {
  __typename?: 'ItemConnection';
  /** The page's items, each with its cursor. */
  edges: Array<ItemEdge>;
  /** The page's items. */
  nodes: Array<Item>;
  /** Where the page stands in the whole list. */
  pageInfo: PageInfo;
  /** How many items the whole list has. */
  totalCount: Scalars['NonNegativeInt']['output'];
};

/** An item and where it stands in the list. */
export type ItemEdge = {
  __typename?: 'ItemEdge';
  /** Where the item stands; good as `after`. */
  cursor: Scalars['String']['output'];
  /** The item. */
  node: Item;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Create an item of your own. */
  createItem?: Maybe<Item>;
  /** Delete one of your own items; false where you have none with that id. */
  deleteItem?: Maybe<Scalars['Boolean']['output']>;
  /**
   * Sign in. Leave `scopes` out to ask for everything your roles grant; name some to get a token that can do less.
   * What your roles do not grant is left out of the token: `Token.scopes` says what was granted.
   */
  login: Token;
  /** Change one of your own items; null where you have none with that id. */
  updateItem?: Maybe<Item>;
  /** Change your own profile. What you leave out stays as it is, null clears it. */
  updateProfile?: Maybe<Profile>;
};


export type MutationCreateItemArgs = {
  input: CreateItemInput;
};


export type MutationDeleteItemArgs = {
  id: Scalars['ID']['input'];
};


export type MutationLoginArgs = {
  password: Scalars['String']['input'];
  scopes?: InputMaybe<Array<Scalars['Scope']['input']>>;
  username: Scalars['String']['input'];
};


export type MutationUpdateItemArgs = {
  id: Scalars['ID']['input'];
  input: UpdateItemInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};

/** Where a page of a list stands in the whole. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the page's last element, to be given as `after`; null where the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more behind `endCursor`. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more in front of `startCursor`. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the page's first element; null where the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** What everybody with the scope `profiles` may see of an account. */
export type Profile = {
  __typename?: 'Profile';
  /** The full name. */
  fullName?: Maybe<Scalars['String']['output']>;
  /** Where the profile picture is. */
  profilePicture?: Maybe<Scalars['URL']['output']>;
  /** The name that the account signs in with. */
  username: Scalars['Username']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** One of your own items; null where you have none with that id. */
  item?: Maybe<Item>;
  /** Your own account. */
  me?: Maybe<User>;
  /** Your own items, the newest first. */
  myItems?: Maybe<ItemConnection>;
  /** Somebody's profile; null where nobody has that name. */
  profile?: Maybe<Profile>;
  /** The catalogue: every scope there is. */
  scopes: Array<ScopeInfo>;
};


export type QueryItemArgs = {
  id: Scalars['ID']['input'];
};


export type QueryMyItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['PositiveInt']['input']>;
};


export type QueryProfileArgs = {
  username: Scalars['Username']['input'];
};

/** A scope, as the catalogue declares it. */
export type ScopeInfo = {
  __typename?: 'ScopeInfo';
  /** What it allows. */
  description: Scalars['String']['output'];
  /** Its name, as in `@requiresScopes` and in a token. */
  name: Scalars['Scope']['output'];
};

/** What signing in gives: send `accessToken` in the header `Authorization: Bearer …`. */
export type Token = {
  __typename?: 'Token';
  /** A signed access token. */
  accessToken: Scalars['JWT']['output'];
  /** Seconds until it expires. */
  expiresIn: Scalars['PositiveInt']['output'];
  /** A token to get the next access token with; null where there are no sessions. */
  refreshToken?: Maybe<Scalars['String']['output']>;
  /** The scopes that were granted. */
  scopes: Array<Scalars['Scope']['output']>;
  /** How to send it: always `Bearer`. */
  tokenType: Scalars['String']['output'];
};

/** Changes to an item. */
export type UpdateItemInput = {
  /** What it is called, 1 to 200 characters. Left out, it stays as it is. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to a profile. */
export type UpdateProfileInput = {
  /** Where mail reaches the owner. */
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
  /** The full name, at most 100 characters. */
  fullName?: InputMaybe<Scalars['String']['input']>;
  /** Where the profile picture is. */
  profilePicture?: InputMaybe<Scalars['URL']['input']>;
};

/** An account, as only its owner sees it. */
export type User = {
  __typename?: 'User';
  /** Where mail reaches the owner. */
  email?: Maybe<Scalars['EmailAddress']['output']>;
  /** The full name. */
  fullName?: Maybe<Scalars['String']['output']>;
  /** Identifies the account for ever. */
  id: Scalars['ID']['output'];
  /** Where the profile picture is. */
  profilePicture?: Maybe<Scalars['URL']['output']>;
  /** What decides which scopes the account may be granted. */
  roles: Array<Scalars['Role']['output']>;
  /** The name that the account signs in with. */
  username: Scalars['Username']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CreateItemInput: CreateItemInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  EmailAddress: ResolverTypeWrapper<Scalars['EmailAddress']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Item: ResolverTypeWrapper<StoredItem>;
  ItemConnection: ResolverTypeWrapper<ItemPage>;
  ItemEdge: ResolverTypeWrapper<PageEdge>;
  JWT: ResolverTypeWrapper<Scalars['JWT']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NonNegativeInt: ResolverTypeWrapper<Scalars['NonNegativeInt']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PositiveInt: ResolverTypeWrapper<Scalars['PositiveInt']['output']>;
  Profile: ResolverTypeWrapper<StoredProfile>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Role: ResolverTypeWrapper<Scalars['Role']['output']>;
  Scope: ResolverTypeWrapper<Scalars['Scope']['output']>;
  ScopeInfo: ResolverTypeWrapper<ScopeInfo>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Token: ResolverTypeWrapper<IssuedToken>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UpdateItemInput: UpdateItemInput;
  UpdateProfileInput: UpdateProfileInput;
  User: ResolverTypeWrapper<Account>;
  Username: ResolverTypeWrapper<Scalars['Username']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Boolean: Scalars['Boolean']['output'];
  CreateItemInput: CreateItemInput;
  DateTime: Scalars['DateTime']['output'];
  EmailAddress: Scalars['EmailAddress']['output'];
  ID: Scalars['ID']['output'];
  Item: StoredItem;
  ItemConnection: ItemPage;
  ItemEdge: PageEdge;
  JWT: Scalars['JWT']['output'];
  Mutation: Record<PropertyKey, never>;
  NonNegativeInt: Scalars['NonNegativeInt']['output'];
  PageInfo: PageInfo;
  PositiveInt: Scalars['PositiveInt']['output'];
  Profile: StoredProfile;
  Query: Record<PropertyKey, never>;
  Role: Scalars['Role']['output'];
  Scope: Scalars['Scope']['output'];
  ScopeInfo: ScopeInfo;
  String: Scalars['String']['output'];
  Token: IssuedToken;
  URL: Scalars['URL']['output'];
  UpdateItemInput: UpdateItemInput;
  UpdateProfileInput: UpdateProfileInput;
  User: Account;
  Username: Scalars['Username']['output'];
};

export type AuthenticatedDirectiveArgs = { };

export type AuthenticatedDirectiveResolver<Result, Parent, ContextType = Context, Args = AuthenticatedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PublicDirectiveArgs = { };

export type PublicDirectiveResolver<Result, Parent, ContextType = Context, Args = PublicDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RequiresScopesDirectiveArgs = {
  scopes: Array<Array<Scalars['Scope']['input']>>;
};

export type RequiresScopesDirectiveResolver<Result, Parent, ContextType = Context, Args = RequiresScopesDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ScopeDirectiveArgs = {
  description: Scalars['String']['input'];
  name: Scalars['Scope']['input'];
};

export type ScopeDirectiveResolver<Result, Parent, ContextType = Context, Args = ScopeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface EmailAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EmailAddress'], any> {
  name: 'EmailAddress';
}

export type ItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Item'] = ResolversParentTypes['Item']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Profile'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ItemConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItemConnection'] = ResolversParentTypes['ItemConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Item']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['NonNegativeInt'], ParentType, ContextType>;
};

export type ItemEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItemEdge'] = ResolversParentTypes['ItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Item'], ParentType, ContextType>;
};

export interface JwtScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JWT'], any> {
  name: 'JWT';
}

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createItem?: Resolver<Maybe<ResolversTypes['Item']>, ParentType, SignedInContext, RequireFields<MutationCreateItemArgs, 'input'>>;
  deleteItem?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, SignedInContext, RequireFields<MutationDeleteItemArgs, 'id'>>;
  login?: Resolver<ResolversTypes['Token'], ParentType, ContextType, RequireFields<MutationLoginArgs, 'password' | 'username'>>;
  updateItem?: Resolver<Maybe<ResolversTypes['Item']>, ParentType, SignedInContext, RequireFields<MutationUpdateItemArgs, 'id' | 'input'>>;
  updateProfile?: Resolver<Maybe<ResolversTypes['Profile']>, ParentType, SignedInContext, RequireFields<MutationUpdateProfileArgs, 'input'>>;
};

export interface NonNegativeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['NonNegativeInt'], any> {
  name: 'NonNegativeInt';
}

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface PositiveIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['PositiveInt'], any> {
  name: 'PositiveInt';
}

export type ProfileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Profile'] = ResolversParentTypes['Profile']> = {
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  profilePicture?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  username?: Resolver<ResolversTypes['Username'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  item?: Resolver<Maybe<ResolversTypes['Item']>, ParentType, SignedInContext, RequireFields<QueryItemArgs, 'id'>>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, SignedInContext>;
  myItems?: Resolver<Maybe<ResolversTypes['ItemConnection']>, ParentType, SignedInContext, RequireFields<QueryMyItemsArgs, 'first'>>;
  profile?: Resolver<Maybe<ResolversTypes['Profile']>, ParentType, SignedInContext, RequireFields<QueryProfileArgs, 'username'>>;
  scopes?: Resolver<Array<ResolversTypes['ScopeInfo']>, ParentType, ContextType>;
};

export interface RoleScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Role'], any> {
  name: 'Role';
}

export interface ScopeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Scope'], any> {
  name: 'Scope';
}

export type ScopeInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScopeInfo'] = ResolversParentTypes['ScopeInfo']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['Scope'], ParentType, ContextType>;
};

export type TokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = {
  accessToken?: Resolver<ResolversTypes['JWT'], ParentType, ContextType>;
  expiresIn?: Resolver<ResolversTypes['PositiveInt'], ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['Scope']>, ParentType, ContextType>;
  tokenType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  profilePicture?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  username?: Resolver<ResolversTypes['Username'], ParentType, ContextType>;
};

export interface UsernameScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Username'], any> {
  name: 'Username';
}

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  EmailAddress?: GraphQLScalarType;
  Item?: ItemResolvers<ContextType>;
  ItemConnection?: ItemConnectionResolvers<ContextType>;
  ItemEdge?: ItemEdgeResolvers<ContextType>;
  JWT?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  NonNegativeInt?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  PositiveInt?: GraphQLScalarType;
  Profile?: ProfileResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Role?: GraphQLScalarType;
  Scope?: GraphQLScalarType;
  ScopeInfo?: ScopeInfoResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  URL?: GraphQLScalarType;
  User?: UserResolvers<ContextType>;
  Username?: GraphQLScalarType;
};

export type DirectiveResolvers<ContextType = Context> = {
  authenticated?: AuthenticatedDirectiveResolver<any, any, ContextType>;
  public?: PublicDirectiveResolver<any, any, ContextType>;
  requiresScopes?: RequiresScopesDirectiveResolver<any, any, ContextType>;
  scope?: ScopeDirectiveResolver<any, any, ContextType>;
};
