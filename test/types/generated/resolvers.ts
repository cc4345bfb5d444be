// Generated from test/types/schema.graphql by `npm run codegen`. Do not edit.
// biome-ignore-all lint: generated
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Context, SignedInContext } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** The name of a scope, as the catalogue on the schema declares it. */
  Scope: { input: "items" | "items:write" | "secrets"; output: "items" | "items:write" | "secrets"; }
  /** A rule on a scalar. */
  Secret: { input: string; output: string; }
};

export type Document = Entity & Node & {
  __typename?: 'Document';
  id?: Maybe<Scalars['ID']['output']>;
  name?: Maybe<Scalars['String']['output']>;
};

export type Entity = {
  id?: Maybe<Scalars['ID']['output']>;
  name?: Maybe<Scalars['String']['output']>;
};

export type Filter = {
  secret?: InputMaybe<Scalars['Boolean']['input']>;
};

export type Ledger = Sealed & {
  __typename?: 'Ledger';
  id?: Maybe<Scalars['ID']['output']>;
  total?: Maybe<Scalars['Int']['output']>;
};

/** A rule on an enum. */
export type Level =
  | 'HIGH'
  | 'LOW';

export type Mutation = {
  __typename?: 'Mutation';
  login?: Maybe<Scalars['String']['output']>;
  write?: Maybe<Scalars['String']['output']>;
};

/** A rule on a field of an interface, inherited at the first level and at the second. */
export type Node = {
  id?: Maybe<Scalars['ID']['output']>;
  name?: Maybe<Scalars['String']['output']>;
};

export type Note = Node & {
  __typename?: 'Note';
  id?: Maybe<Scalars['ID']['output']>;
  level?: Maybe<Level>;
  name?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  __typename?: 'Query';
  either?: Maybe<Scalars['String']['output']>;
  open?: Maybe<Scalars['String']['output']>;
  own?: Maybe<Scalars['String']['output']>;
  protectedArgument?: Maybe<Scalars['String']['output']>;
  protectedInput?: Maybe<Scalars['String']['output']>;
  returnsEnum?: Maybe<Level>;
  returnsImplementation?: Maybe<Ledger>;
  returnsInterface?: Maybe<Sealed>;
  returnsListOfType: Array<Vault>;
  returnsOpenInterface?: Maybe<Node>;
  returnsOpenType?: Maybe<Note>;
  returnsScalar?: Maybe<Scalars['Secret']['output']>;
  returnsType?: Maybe<Vault>;
  returnsUnion?: Maybe<Thing>;
  signedIn?: Maybe<Scalars['String']['output']>;
};


export type QueryProtectedArgumentArgs = {
  all?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryProtectedInputArgs = {
  filter?: InputMaybe<Filter>;
};

/** A rule on an interface type. */
export type Sealed = {
  id?: Maybe<Scalars['ID']['output']>;
};

export type Subscription = {
  __typename?: 'Subscription';
  events?: Maybe<Scalars['String']['output']>;
  ticks?: Maybe<Scalars['Int']['output']>;
};

export type Thing = Note | Vault;

/** A rule on a type. */
export type Vault = {
  __typename?: 'Vault';
  content?: Maybe<Scalars['String']['output']>;
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



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  Thing:
    | ( Note )
    | ( Vault )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Entity: ( Document );
  Node:
    | ( Document )
    | ( Note )
  ;
  Sealed: ( Ledger );
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Document: ResolverTypeWrapper<Document>;
  Entity: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Entity']>;
  Filter: Filter;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Ledger: ResolverTypeWrapper<Ledger>;
  Level: Level;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Note: ResolverTypeWrapper<Note>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Scope: ResolverTypeWrapper<Scalars['Scope']['output']>;
  Sealed: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Sealed']>;
  Secret: ResolverTypeWrapper<Scalars['Secret']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Thing: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['Thing']>;
  Vault: ResolverTypeWrapper<Vault>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Boolean: Scalars['Boolean']['output'];
  Document: Document;
  Entity: ResolversInterfaceTypes<ResolversParentTypes>['Entity'];
  Filter: Filter;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Ledger: Ledger;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Note: Note;
  Query: Record<PropertyKey, never>;
  Scope: Scalars['Scope']['output'];
  Sealed: ResolversInterfaceTypes<ResolversParentTypes>['Sealed'];
  Secret: Scalars['Secret']['output'];
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Thing: ResolversUnionTypes<ResolversParentTypes>['Thing'];
  Vault: Vault;
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

export type DocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EntityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entity'] = ResolversParentTypes['Entity']> = {
  __resolveType: TypeResolveFn<'Document', ParentType, ContextType>;
};

export type LedgerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Ledger'] = ResolversParentTypes['Ledger']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  total?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  login?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  write?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Document' | 'Note', ParentType, ContextType>;
};

export type NoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Note'] = ResolversParentTypes['Note']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  level?: Resolver<Maybe<ResolversTypes['Level']>, ParentType, SignedInContext>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  either?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  open?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  own?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  protectedArgument?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, Partial<QueryProtectedArgumentArgs>>;
  protectedInput?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, Partial<QueryProtectedInputArgs>>;
  returnsEnum?: Resolver<Maybe<ResolversTypes['Level']>, ParentType, SignedInContext>;
  returnsImplementation?: Resolver<Maybe<ResolversTypes['Ledger']>, ParentType, SignedInContext>;
  returnsInterface?: Resolver<Maybe<ResolversTypes['Sealed']>, ParentType, SignedInContext>;
  returnsListOfType?: Resolver<Array<ResolversTypes['Vault']>, ParentType, SignedInContext>;
  returnsOpenInterface?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  returnsOpenType?: Resolver<Maybe<ResolversTypes['Note']>, ParentType, ContextType>;
  returnsScalar?: Resolver<Maybe<ResolversTypes['Secret']>, ParentType, SignedInContext>;
  returnsType?: Resolver<Maybe<ResolversTypes['Vault']>, ParentType, SignedInContext>;
  returnsUnion?: Resolver<Maybe<ResolversTypes['Thing']>, ParentType, ContextType>;
  signedIn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
};

export interface ScopeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Scope'], any> {
  name: 'Scope';
}

export type SealedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Sealed'] = ResolversParentTypes['Sealed']> = {
  __resolveType: TypeResolveFn<'Ledger', ParentType, ContextType>;
};

export interface SecretScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Secret'], any> {
  name: 'Secret';
}

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  events?: SubscriptionResolver<Maybe<ResolversTypes['String']>, "events", ParentType, SignedInContext>;
  ticks?: SubscriptionResolver<Maybe<ResolversTypes['Int']>, "ticks", ParentType, ContextType>;
};

export type ThingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Thing'] = ResolversParentTypes['Thing']> = {
  __resolveType: TypeResolveFn<'Note' | 'Vault', ParentType, ContextType>;
};

export type VaultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Vault'] = ResolversParentTypes['Vault']> = {
  content?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Document?: DocumentResolvers<ContextType>;
  Entity?: EntityResolvers<ContextType>;
  Ledger?: LedgerResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Note?: NoteResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Scope?: GraphQLScalarType;
  Sealed?: SealedResolvers<ContextType>;
  Secret?: GraphQLScalarType;
  Subscription?: SubscriptionResolvers<ContextType>;
  Thing?: ThingResolvers<ContextType>;
  Vault?: VaultResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  authenticated?: AuthenticatedDirectiveResolver<any, any, ContextType>;
  public?: PublicDirectiveResolver<any, any, ContextType>;
  requiresScopes?: RequiresScopesDirectiveResolver<any, any, ContextType>;
  scope?: ScopeDirectiveResolver<any, any, ContextType>;
};
