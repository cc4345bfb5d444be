import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, concatAST, GraphQLInt, GraphQLObjectType, GraphQLSchema, parse, Source } from 'graphql';
import { describe, expect, test } from 'vitest';
import {
  catalogueOf,
  enforceScopes,
  requirementsOf,
  ScopeDirectiveError,
  typeDefs,
} from '../../../src/scopes/index.js';
import { build, buildUnchecked, faultsOf } from '../../support/scopes.js';

const field = (directives: string) => `type Query { x: Int ${directives} }`;

describe('a list of scopes', () => {
  test.each([
    ['[["a", "b"], ["c"]]', [['a', 'b'], ['c']]],
    ['["items"]', [['items']]],
    ['"items"', [['items']]],
    ['[["a"], ["a", "b"]]', [['a']]],
    ['[["a", "a"]]', [['a']]],
    ['[["b", "a"], ["a", "b"]]', [['b', 'a']]],
    ['[["__proto__"]]', [['__proto__']]],
    ['"""a"""', [['a']]],
  ])('%s means %j', (written, meaning) => {
    const requirements = requirementsOf(build(field(`@requiresScopes(scopes: ${written})`)));
    expect(requirements.get('Query.x')).toEqual(meaning);
  });

  test.each([
    ['["a", "b"]', /\[\["a", "b"\]\] where all are needed, \[\["a"\], \["b"\]\] where one is enough/],
    ['["a", "a"]', /can be read as AND and as OR/],
    ['[]', /names no scope/],
    ['[[]]', /empty alternative/],
    ['[["a"], []]', /empty alternative/],
    ['null', /null is no list of scopes/],
    ['[null]', /mixes/],
    ['[["a"], null]', /mixes/],
    ['[[null]]', /null is no scope/],
    ['5', /5 is no list of scopes/],
    ['true', /true is no list of scopes/],
    ['{ a: 1 }', /no list of scopes/],
    ['items', /items is no list of scopes/],
    ['[items]', /mixes/],
    ['[[["a"]]]', /\["a"\] is no scope/],
    ['["a", ["b"]]', /mixes/],
    ['[["a"], "b"]', /mixes/],
    ['[["a", 1]]', /1 is no scope/],
    ['""', /A scope has a name/],
    ['[[""]]', /A scope has a name/],
    ['"a b"', /"a b" is no scope/],
    ['"a\\tb"', /is no scope/],
    ['"a\\u00a0b"', /is no scope/],
    ['"a\\"b"', /is no scope/],
  ])('%s is a fault', (written, fault) => {
    const schema = buildUnchecked(field(`@requiresScopes(scopes: ${written})`));
    expect(faultsOf(() => enforceScopes(schema))).toEqual([expect.stringMatching(fault)]);
  });

  test.each(['', '(scope: "a")', '(scopes: "a", or: "b")'])('@requiresScopes%s has no such list', (args) => {
    const schema = buildUnchecked(field(`@requiresScopes${args}`));
    expect(faultsOf(() => enforceScopes(schema))).toEqual([expect.stringMatching(/takes one argument: scopes/)]);
  });
});

test('what was read of one list is not taken for another that begins alike', () => {
  const sdl = `type Query {
    a: Int @requiresScopes(scopes: "a") b: Int @requiresScopes(scopes: [["a"]]) c: Int @requiresScopes(scopes: ["a"])
    d: Int @requiresScopes(scopes: [["a", "b"]]) e: Int @requiresScopes(scopes: [[["a"]]])
    f: Int @requiresScopes(scopes: ["a", "b"]) g: Int @requiresScopes(scopes: a) h: Int @requiresScopes(scopes: [["a"], ["b"]]) }`;
  expect(faultsOf(() => enforceScopes(buildUnchecked(sdl))).map((fault) => fault.split(':')[0])).toEqual([
    'Query.e',
    'Query.f',
    'Query.g',
  ]);
});

describe('the catalogue', () => {
  const catalogue = 'schema @scope(name: "items", description: "Read.") { query: Query }';

  test('is read in its order, extensions included', () => {
    const more = 'extend schema @scope(name: "me", description: "Yourself.")';
    const schema = build(`${catalogue} ${more} ${field('@public')}`);
    expect([...catalogueOf(schema)]).toEqual([
      ['items', 'Read.'],
      ['me', 'Yourself.'],
    ]);
  });

  test('makes any other name a fault that says the nearest one', () => {
    const schema = build(catalogue + field('@requiresScopes(scopes: ["itms"])'));
    expect(faultsOf(() => enforceScopes(schema))).toEqual([
      'Query.x: No @scope on the schema declares "itms". Did you mean "items"?',
    ]);
  });

  test.each(['constructor', '__proto__', 'toString'])('does not declare %s by being an object', (name) => {
    const schema = build(catalogue + field(`@requiresScopes(scopes: "${name}")`));
    expect(faultsOf(() => enforceScopes(schema))).toHaveLength(1);
  });

  test('may be left out, but not in strict mode', () => {
    const schema = build(field('@requiresScopes(scopes: ["items"])'));
    expect(faultsOf(() => enforceScopes(schema))).toEqual([]);
    expect(faultsOf(() => enforceScopes(schema, { strict: true }))).toEqual([
      'Query.x: No @scope on the schema declares "items".',
    ]);
  });

  test.each([
    ['@scope(name: "a", description: "A.") @scope(name: "a", description: "B.")', /declares "a" twice/],
    ['@scope(name: "a b", description: "A.")', /"a b" is no scope/],
    ['@scope(name: "a", description: "")', /takes a name and a description/],
    ['@scope(name: "a")', /takes a name and a description/],
    ['@scope', /takes a name and a description/],
    ['@scope(name: "a", description: " ")', /takes a name and a description/],
    ['@scope(name: 5, description: "A.")', /takes a name and a description/],
  ])('%s is a fault', (directives, fault) => {
    const schema = buildUnchecked(`schema ${directives} { query: Query } type Query { x: Int }`);
    expect(faultsOf(() => enforceScopes(schema))).toEqual([expect.stringMatching(fault)]);
  });
});

describe('a directive that protects nothing', () => {
  test.each([
    ['@requireScopes(scopes: "a")', 'requiresScopes'],
    ['@requiresScope(scopes: "a")', 'requiresScopes'],
    ['@RequiresScopes(scopes: "a")', 'requiresScopes'],
    ['@requires_scopes(scopes: "a")', 'requiresScopes'],
    ['@federation__requiresScopes(scopes: "a")', 'requiresScopes'],
    ['@hasScopes(scopes: "a")', 'requiresScopes'],
    ['@authenticate', 'authenticated'],
    ['@Authenticated', 'authenticated'],
    ['@authentication', 'authenticated'],
    ['@publik', 'public'],
    ['@federation__authenticated', 'authenticated'],
  ])('%s is a fault, also where nobody has validated the SDL', (directive, meant) => {
    expect(faultsOf(() => enforceScopes(buildUnchecked(field(directive))))).toEqual([
      `Query.x: ${directive.replace(/\(.*/, '')} protects nothing. Did you mean @${meant}?`,
    ]);
  });

  test.each(['@deprecated', '@tag(name: "x")', '@cost(weight: 2)', '@requires(fields: "x")'])(
    '%s is none of ours',
    (directive) => {
      expect(faultsOf(() => enforceScopes(buildUnchecked(field(directive))))).toEqual([]);
    },
  );

  test.each([
    ['union U @authenticated = A type A { x: Int } type Query { u: U }', 'U'],
    ['input I @requiresScopes(scopes: "a") { x: Int } type Query { f(i: I): Int }', 'I'],
    ['enum E { A @authenticated } type Query { e: E }', 'E.A'],
    ['type Query { f(x: Int @authenticated): Int }', 'Query.f(x:)'],
    ['type Query @public { x: Int }', 'Query'],
    ['type Query { x: Int @scope(name: "a", description: "A.") }', 'Query.x'],
    ['schema @authenticated { query: Query } type Query { x: Int }', 'schema'],
    ['directive @d(x: Int @requiresScopes(scopes: "a")) on FIELD type Query { x: Int }', '@d(x:)'],
  ])('is one of ours in a place where it has no effect: %s', (sdl, coordinate) => {
    expect(faultsOf(() => enforceScopes(buildUnchecked(sdl)))).toEqual([
      expect.stringMatching(new RegExp(`^${coordinate.replace(/[()]/g, '\\$&')}: @\\w+ has no effect on`)),
    ]);
  });

  test('is one in extensions that the SDL does not have', () => {
    const rule = { directives: { requiresScopes: { scopes: [['a']] } } };
    const fields = { x: { type: GraphQLInt, extensions: rule } };
    const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields }) });
    expect(faultsOf(() => enforceScopes(schema))).toEqual([expect.stringContaining('Write it in the SDL')]);
  });

  test('is none that the SDL has too, and none of another tool', () => {
    const schema = build('type Query { x: Int @requiresScopes(scopes: "a") y: Int }');
    const fields = schema.getQueryType()?.getFields();
    Object.assign(fields?.x ?? {}, { extensions: { directives: { requiresScopes: { scopes: [['a']] } } } });
    Object.assign(fields?.y ?? {}, { extensions: { directives: { cost: { weight: 1 } } } });
    expect(faultsOf(() => enforceScopes(schema))).toEqual([]);
  });
});

describe('strict mode', () => {
  const strict = (sdl: string) => faultsOf(() => enforceScopes(build(sdl), { strict: true }));

  test('wants every root field to say who may use it, by whatever name the root goes', () => {
    const roots = 'schema { query: Q mutation: M subscription: S }';
    const sdl = `${roots} type Q { a: Int b: Int @public } type M { c: Int d: Int @authenticated } type S { e: Int }`;
    const said = strict(sdl).map((fault) => fault.split(':')[0]);
    expect(said).toEqual(['Q.a', 'M.c', 'S.e']);
    expect(strict('type Query { x: Int }')).toEqual([
      'Query.x: This root field does not say who may use it. Write @public, @authenticated or @requiresScopes(scopes: [["…"]]).',
    ]);
  });

  test('takes the rule of the type for the field’s', () => {
    expect(strict('type Query @authenticated { x: Int }')).toEqual([]);
  });

  test('does not ask again of a field that has a fault', () => {
    const schema = buildUnchecked(field('@requiresScopes(scopes: [])'));
    expect(faultsOf(() => enforceScopes(schema, { strict: true }))).toHaveLength(1);
  });
});

test('more than 256 alternatives, taken together, are a fault', () => {
  const rule = (of: string) =>
    `@requiresScopes(scopes: [${[1, 2, 3, 4, 5, 6, 7].map((at) => `["${of}${at}"]`).join(', ')}])`;
  const sdl = `interface I ${rule('a')} { x: Int ${rule('b')} } type T implements I ${rule('c')} { x: Int ${rule('d')} } type Query { t: Int }`;
  expect(faultsOf(() => enforceScopes(build(sdl)))).toEqual([
    expect.stringMatching(
      /^T\.x: What this inherits and its own rule are too much together\. More than 256 alternatives/,
    ),
  ]);
});

test.each([
  ['enum E { A @authenticated } type Query { e: E }', '@authenticated has no effect on ENUM_VALUE.'],
  [
    'type T @public { x: Int } type Query { t: T }',
    '@public has no effect on OBJECT. It may stand on FIELD_DEFINITION.',
  ],
  [
    'directive @d(x: Int @authenticated) on FIELD type Query { x: Int }',
    'has no effect on an argument of a directive.',
  ],
])('a fault says where the directive stands: %s', (sdl, message) => {
  expect(faultsOf(() => enforceScopes(buildUnchecked(sdl)))).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['type Query { x: Int @public @authenticated }', /signing in/],
  ['type Query @authenticated { x: Int @public }', /signing in/],
  ['enum E @requiresScopes(scopes: [["a", "b"], ["c"]]) { A } type Query { x: E @public }', /a and b, or c/],
])('@public contradicts a rule: %s', (sdl, needs) => {
  expect(faultsOf(() => enforceScopes(build(sdl)))).toEqual([expect.stringMatching(needs)]);
});

test('a protected field that must not be null is a warning, not a fault', () => {
  const warnings: string[] = [];
  enforceScopes(build('type Query { x: Int! @authenticated y: Int! }'), { onWarning: (text) => warnings.push(text) });
  expect(warnings).toEqual(['Query.x is protected and non-null: a refusal nulls its parent.']);
});

test.each([
  [
    'a type that requires as much is refused before its fields',
    'type Query { x: T } type T @authenticated { y: Int! }',
    [],
  ],
  [
    'its fields may require more',
    'type Query { x: T } type T @authenticated { y: Int! @requiresScopes(scopes: "a") }',
    ['T.y'],
  ],
  ['a mutation that is refused runs nothing', 'type Query { x: Int } type Mutation { y: Int! @authenticated }', []],
  ['a query has no field before its own', 'type Query @authenticated { x: Int! }', ['Query.x']],
  [
    'a union may hold a type that requires more than others',
    'type Query { x: U } union U = T | V type T @authenticated { y: Int! } type V { z: Int! }',
    ['T.y'],
  ],
  [
    'an interface that requires as much is refused before its types',
    'type Query { x: I } interface I @authenticated { y: Int! } type T implements I { y: Int! }',
    [],
  ],
  [
    'an interface may require less than its types',
    'type Query { x: I } interface I { y: Int! } type T implements I @authenticated { y: Int! }',
    ['T.y'],
  ],
])('a refusal that nulls a parent is a warning, and no other: %s', (_, sdl, coordinates) => {
  const warnings: string[] = [];
  enforceScopes(build(sdl), { onWarning: (text) => warnings.push(text.split(' ')[0] ?? '') });
  expect(warnings).toEqual(coordinates);
});

test('a declared scope that nothing requires is a warning', () => {
  const warnings: string[] = [];
  const catalogue =
    'schema @scope(name: "used", description: "A.") @scope(name: "lost", description: "B.") { query: Query }';
  const onWarning = (text: string) => void warnings.push(text);
  enforceScopes(build(`${catalogue} type Query { x: Int @requiresScopes(scopes: "used") }`), { onWarning });
  expect(warnings).toEqual(['Nothing requires the scope "lost".']);
});

test('the error tells all the faults, and is known by its code', () => {
  const sdl = 'type Query { a: Int @requiresScopes(scopes: []) b: Int @requiresScopes(scopes: ["a", "b"]) }';
  const schema = buildASTSchema(parse(`${typeDefs} ${sdl}`, { noLocation: true }));
  const error = new ScopeDirectiveError([
    { coordinate: 'Query.a', file: 'a.graphql', line: 3, message: 'One.\nTwo.' },
    { coordinate: 'Query.b', file: undefined, line: undefined, message: 'Three.' },
  ]);
  expect(error.message).toBe(
    'The SDL is faulty:\n\n  Query.a (a.graphql:3)\n    One.\n    Two.\n\n  Query.b\n    Three.',
  );
  expect(error).toMatchObject({ code: 'FAULTY_SCOPE_DIRECTIVES', name: 'ScopeDirectiveError' });
  expect(faultsOf(() => enforceScopes(schema))).toHaveLength(2);
});

test('every fault is told at once, with its coordinate, file and line', () => {
  const sdl =
    'type Query {\n  a: Int @requiresScopes(scopes: [])\n  b(x: Int @requiresScopes(scopes: "a b")): Int\n  c: Int @public\n}\nextend type Query @authenticated';
  const schema = buildASTSchema(concatAST([parse(typeDefs), parse(new Source(sdl, 'schema/items.graphql'))]));
  try {
    enforceScopes(schema);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ScopeDirectiveError);
    const { faults, message } = error as ScopeDirectiveError;
    expect(faults).toMatchObject([
      { coordinate: 'Query.a', file: 'schema/items.graphql', line: 2 },
      { coordinate: 'Query.b(x:)', file: 'schema/items.graphql', line: 3 },
      { coordinate: 'Query.c', file: 'schema/items.graphql', line: 4 },
    ]);
    expect(message).toContain('  Query.a (schema/items.graphql:2)\n    scopes: [] names no scope.');
  }
});

describe('two directives on one element', () => {
  const kinds = {
    type: ['type T @requiresScopes(scopes: A) { x: Int }', 'extend type T @requiresScopes(scopes: B)', 'T.x'],
    interface: [
      'interface T @requiresScopes(scopes: A) { x: Int }',
      'extend interface T @requiresScopes(scopes: B)',
      'T.x',
    ],
    field: [
      'type T { x: Int @requiresScopes(scopes: A) }',
      'extend type T { x: Int @requiresScopes(scopes: B) }',
      'T.x',
    ],
    enum: ['enum T @requiresScopes(scopes: A) { X }', 'extend enum T @requiresScopes(scopes: B)', 'T'],
    scalar: ['scalar T @requiresScopes(scopes: A)', 'extend scalar T @requiresScopes(scopes: B)', 'T'],
    'input field': [
      'input T { x: Int @requiresScopes(scopes: A) }',
      'extend input T { x: Int @requiresScopes(scopes: B) }',
      'T.x',
    ],
  };
  const cases = Object.entries(kinds).map(([kind, [first = '', second = '', coordinate = '']]) => {
    const write = (a: string, b: string) => [
      typeDefs,
      'type Query { q: Int }',
      first.replace('A', a),
      second.replace('B', b),
    ];
    return { kind, write, coordinate };
  });

  test.each(cases)('both hold on the extension of a $kind', ({ write, coordinate }) => {
    const schema = buildASTSchema(concatAST(write('"a"', '"b"').map((sdl) => parse(sdl))), { assumeValidSDL: true });
    expect(requirementsOf(schema).get(coordinate)).toEqual([['a', 'b']]);
  });

  describe.each([
    ['as written', (sdl: string) => parse(sdl)],
    ['without their locations', (sdl: string) => parse(sdl, { noLocation: true })],
  ])('%s', (_, read) => {
    test.each(cases)('are a fault on a $kind, where graphql-tools has joined them', ({ write }) => {
      for (const [a, b] of [
        ['[["a"]]', '[["b"]]'],
        ['["a"]', '["b"]'],
        ['"a"', '"b"'],
        ['[["a"], ["b"]]', '[["c"]]'],
      ] as const) {
        const documents = write(a, b).map((sdl) => read(sdl));
        expect(faultsOf(() => enforceScopes(makeExecutableSchema({ typeDefs: documents })))).toEqual([
          expect.stringMatching(/turns AND into OR/),
        ]);
      }
    });
  });

  test('are a fault where graphql-tools has joined them from one source', () => {
    for (const [a, b] of [
      ['[["a"]]', '[["b"]]'],
      ['"a"', '"b"'],
    ]) {
      const sdl = `type Query { q: Int } extend type Query @requiresScopes(scopes: ${a}) extend type Query @requiresScopes(scopes: ${b})`;
      expect(faultsOf(() => enforceScopes(makeExecutableSchema({ typeDefs: [typeDefs, sdl] })))).toEqual([
        expect.stringMatching(/^Query: .*turns AND into OR/),
      ]);
    }
  });

  test('hold where one node defines a field twice, and where a tool has replaced the node of a field', () => {
    const sdl =
      'type Query { x: Int @requiresScopes(scopes: "a") x: Int y: Int @requiresScopes(scopes: "b") y: Int @authenticated }';
    expect([...requirementsOf(buildUnchecked(sdl))]).toEqual([
      ['Query.x', [['a']]],
      ['Query.y', [['b']]],
    ]);
    const bare = build('type Query { x: Int @requiresScopes(scopes: "a") y: Int }');
    const field = bare.getQueryType()?.getFields().x;
    Object.assign(field ?? {}, { astNode: { ...field?.astNode, directives: [] } });
    expect([...requirementsOf(bare)]).toEqual([['Query.x', [['a']]]]);
  });

  test('hold, the first of a field that is defined twice included', () => {
    const sdl = 'type Query { x: Int @requiresScopes(scopes: "a") } extend type Query { x: Int }';
    expect(requirementsOf(buildUnchecked(sdl)).get('Query.x')).toEqual([['a']]);
  });
});
