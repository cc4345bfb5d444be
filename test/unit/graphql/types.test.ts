import { expectTypeOf, test } from 'vitest';
import type { Context, Scope, SignedInContext } from '../../../src/graphql/context.js';
import type { MutationLoginArgs, QueryResolvers } from '../../../src/graphql/generated/resolvers.js';
import type { CompleteResolvers } from '../../../src/graphql/resolvers/complete.js';
import { resolversFor } from '../../../src/graphql/resolvers/index.js';
import type { Principal } from '../../../src/principal.js';

// `npm run check` compiles this file: a line that should not compile and does is an error there.

type ContextIn<Resolver> =
  Extract<NonNullable<Resolver>, (...args: never[]) => unknown> extends (
    parent: never,
    args: never,
    context: infer Given,
    ...rest: never[]
  ) => unknown
    ? Given
    : never;

test('context.auth is not null inside a protected field, and may be inside a public one', () => {
  expectTypeOf<ContextIn<QueryResolvers['me']>>().toEqualTypeOf<SignedInContext>();
  expectTypeOf<ContextIn<QueryResolvers['me']>['auth']>().toEqualTypeOf<Principal>();
  expectTypeOf<ContextIn<QueryResolvers['scopes']>>().toEqualTypeOf<Context>();
  expectTypeOf<ContextIn<QueryResolvers['scopes']>['auth']>().toEqualTypeOf<Principal | null>();
});

test('Scope is the union of the declared names', () => {
  expectTypeOf<'me' | 'items' | 'items:write'>().toExtend<Scope>();
  expectTypeOf<string>().not.toExtend<Scope>();
  expectTypeOf<NonNullable<MutationLoginArgs['scopes']>[number]>().toEqualTypeOf<Scope>();
});

test('a missing resolver does not compile: of a root field, of a scalar, of a field that no parent holds', () => {
  const { Query, Item, ...rest } = resolversFor([]);
  const { me, ...queries } = Query;
  const { owner, ...fields } = Item;
  // @ts-expect-error Query.me is missing
  const withoutMe: CompleteResolvers = { ...rest, Item, Query: queries };
  // @ts-expect-error Item.owner is missing
  const withoutOwner: CompleteResolvers = { ...rest, Query, Item: fields };
  const { Username, ...scalars } = rest;
  // @ts-expect-error the scalar Username is missing
  const withoutScalar: CompleteResolvers = { ...scalars, Query, Item };
  // @ts-expect-error there is no such scope
  const scope: Scope = 'itms';
  void [me, owner, Username, withoutMe, withoutOwner, withoutScalar, scope];
});
