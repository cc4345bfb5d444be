import { readFileSync } from 'node:fs';
import { type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { enforceScopes, protectedFields, ScopeRefusal } from '../../src/scopes/index.js';
import { resolveAs } from '../../src/scopes/testing.js';
import { build } from '../support/scopes.js';
import type { Caller, Context, Scope, SignedInContext } from './context.js';
import type {
  DocumentResolvers,
  LedgerResolvers,
  MutationResolvers,
  NoteResolvers,
  QueryResolvers,
  SubscriptionResolvers,
  VaultResolvers,
} from './generated/resolvers.js';

// `npm run check` compiles this file: a type that is not as the test says is an error there.

type Source<Resolver> = Extract<NonNullable<Resolver>, { subscribe: unknown }>;

/** The function of a resolver; of a subscription, the one that opens its source. */
type Resolve<Resolver> = [Source<Resolver>] extends [never]
  ? Extract<NonNullable<Resolver>, (...args: never[]) => unknown>
  : Source<Resolver>['subscribe'];

type ContextIn<Resolver> =
  Resolve<Resolver> extends (parent: never, args: never, context: infer Given, ...rest: never[]) => unknown
    ? Given
    : never;

/** The fields of a type whose resolvers get exactly this context. */
type FieldsWith<Given, Resolvers> = {
  [Field in keyof Resolvers]-?: Equal<ContextIn<Resolvers[Field]>, Given> extends true ? Field : never;
}[keyof Resolvers];

type Equal<A, B> = [A, B] extends [B, A] ? true : false;

type Narrowed<Resolvers> = FieldsWith<SignedInContext, Resolvers>;
type Open<Resolvers> = FieldsWith<Context, Resolvers>;

describe('context.auth is not null inside', () => {
  test('fields with a rule of their own, or whose type, interface, enum or scalar has one', () => {
    expectTypeOf<Narrowed<QueryResolvers>>().toEqualTypeOf<
      | 'own'
      | 'either'
      | 'signedIn'
      | 'returnsType'
      | 'returnsListOfType'
      | 'returnsInterface'
      | 'returnsImplementation'
      | 'returnsEnum'
      | 'returnsScalar'
    >();
    expectTypeOf<Narrowed<MutationResolvers>>().toEqualTypeOf<'write'>();
  });

  test('the fields of a type with a rule, and of one whose interface has a rule', () => {
    expectTypeOf<Narrowed<VaultResolvers>>().toEqualTypeOf<'content'>();
    expectTypeOf<Narrowed<LedgerResolvers>>().toEqualTypeOf<'id' | 'total'>();
  });

  test('a field to which the field of an interface gives its rule, directly or through another interface', () => {
    expectTypeOf<Narrowed<NoteResolvers>>().toEqualTypeOf<'id' | 'level'>();
    expectTypeOf<Narrowed<DocumentResolvers>>().toEqualTypeOf<'id'>();
  });

  test('what opens the source of a protected subscription', () => {
    expectTypeOf<Narrowed<SubscriptionResolvers>>().toEqualTypeOf<'events'>();
  });

  test('and there it is the caller, whose scopes are the declared names', () => {
    expectTypeOf<ContextIn<QueryResolvers['own']>['auth']>().toEqualTypeOf<Caller>();
    expectTypeOf<Scope>().toEqualTypeOf<'items' | 'items:write' | 'secrets'>();
  });
});

describe('context.auth may be null inside', () => {
  test('open fields, those with a protected argument or input field too', () => {
    expectTypeOf<Open<QueryResolvers>>().toEqualTypeOf<
      'open' | 'returnsUnion' | 'returnsOpenInterface' | 'returnsOpenType' | 'protectedArgument' | 'protectedInput'
    >();
    expectTypeOf<Open<MutationResolvers>>().toEqualTypeOf<'login'>();
    expectTypeOf<Open<SubscriptionResolvers>>().toEqualTypeOf<'ticks'>();
    expectTypeOf<ContextIn<QueryResolvers['open']>['auth']>().toEqualTypeOf<Caller | null>();
  });

  test('the other fields of a type that has a protected one, and none of a type with a rule', () => {
    expectTypeOf<Open<NoteResolvers>>().toEqualTypeOf<'name'>();
    expectTypeOf<Open<DocumentResolvers>>().toEqualTypeOf<'name'>();
    expectTypeOf<Open<VaultResolvers>>().toEqualTypeOf<never>();
    expectTypeOf<Open<LedgerResolvers>>().toEqualTypeOf<never>();
  });
});

describe('the types are true: as nobody', () => {
  const schema = enforceScopes(build(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8')), {
    strict: true,
  });
  const narrowed = protectedFields(schema);
  const open = fieldsOf(schema).filter((field) => !narrowed.includes(field));

  test.each(narrowed)('%s is never resolved', async (field) => {
    await expect(resolveAs(schema, null, field)).rejects.toThrow(ScopeRefusal);
  });

  test.each(open)('%s is', async (field) => {
    await expect(resolveAs(schema, null, field, { source: {} })).resolves.toBeUndefined();
  });
});

function fieldsOf(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !isIntrospectionType(type))
    .flatMap((type) =>
      ('getFields' in type ? Object.keys(type.getFields()) : []).map((field) => `${type.name}.${field}`),
    );
}
