import { type GraphQLSchema, getVariableValues, Kind, type OperationDefinitionNode, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { requiredScopes } from '../../../src/scopes/index.js';
import { html } from '../../../src/scopes/reference/html.js';
import type { ReferenceOptions } from '../../../src/scopes/reference/reference.js';
import { referenceSite } from '../../../src/scopes/reference/site.js';
import { EVERY_KIND } from '../../support/every-kind.js';
import { build } from '../../support/scopes.js';
import {
  anchorsOf,
  attributeOf,
  elementsIn,
  entryOf,
  expectWhole,
  ofClass,
  parseSite,
  rawTextOf,
  textOf,
} from '../../support/site.js';

const schema = build(EVERY_KIND);

function siteOf(of: GraphQLSchema | string = schema, options: Partial<ReferenceOptions> = {}) {
  const files = referenceSite(typeof of === 'string' ? build(of) : of, { title: 'Shop', ...options });
  const pages = parseSite(files);
  const anchors = anchorsOf(pages);
  const entry = (coordinate: string) => entryOf(anchors, coordinate);
  const page = (file: string) => pages.find((each) => each.file === file)?.elements ?? [];
  return { files, pages, entry, page };
}

const wordsIn = (element: ReturnType<ReturnType<typeof siteOf>['entry']>) => textOf(ofClass(element, 'requires')[0]);

describe('what is required', () => {
  test('is told with every element, everything that it inherits included', () => {
    const { entry } = siteOf();
    const words = Object.fromEntries(
      [
        'Query',
        'Query.version',
        'Query.me',
        'Query.items',
        'Query.items(first:)',
        'Query.grade',
        'Item',
        'Item.id',
        'Item.note',
      ]
        .concat([
          'Item.name(secret:)',
          'Secret',
          'Secret.id',
          'Color.RED',
          'Grade',
          'Filter.hidden',
          'Filter.color',
          'Mutation.add',
          'Money',
        ])
        .map((each) => [each, wordsIn(entry(each))]),
    );
    expect(words).toEqual({
      Query: 'Nothing further',
      'Query.version': 'Public',
      'Query.me': 'Signed in',
      'Query.items': 'items',
      'Query.items(first:)': 'Nothing further',
      'Query.grade': 'admin',
      Item: 'Nothing further',
      'Item.id': 'Public',
      'Item.note': 'notes and items, or admin',
      'Item.name(secret:)': 'admin',
      Secret: 'admin',
      'Secret.id': 'admin',
      'Color.RED': 'Nothing further',
      Grade: 'admin',
      'Filter.hidden': 'admin',
      'Filter.color': 'Nothing further',
      'Mutation.add': 'items and notes, or admin',
      Money: 'Nothing further',
    });
  });

  test('is introduced as scopes only where it is scopes', () => {
    const { entry } = siteOf();
    const facts = (coordinate: string) => textOf(ofClass(entry(coordinate), 'facts')[0]);
    expect(facts('Query.items')).toBe('Requires items');
    expect(facts('Query.me')).toBe('Signed in');
    expect(facts('Query.version')).toBe('Public');
  });

  test('is whole over a schema with every kind of element', () =>
    expectWhole(schema, referenceSite(schema, { title: 'Shop' })));

  test('leads to the scopes it names, however they are written', () => {
    const odd = build(`type Query { a: Int @requiresScopes(scopes: [["a#b", "50%"], ["it's<b>&"]]) }`);
    expectWhole(odd, referenceSite(odd, { title: 'Odd' }));
    const { entry } = siteOf(odd);
    expect(wordsIn(entry('Query.a'))).toBe("a#b and 50%, or it's<b>&");
  });

  test('is told with the roles that reach an element, where roles are given and not everybody does', () => {
    const { entry } = siteOf(schema, { roles: { guest: [], reader: ['items'], admin: ['admin', 'items'] } });
    const roles = (coordinate: string) => ofClass(ofClass(entry(coordinate), 'facts')[0], 'roles').map(textOf);
    expect(roles('Query.items')).toEqual(['reached by reader, admin']);
    expect(roles('Query.me')).toEqual(['reached by guest, reader, admin']);
    expect(roles('Filter.hidden')).toEqual(['reached by admin']);
    expect(roles('Query.version')).toEqual([]);
    expect(roles('Node.id')).toEqual([]);
    expect(ofClass(siteOf().entry('Query.items'), 'roles')).toEqual([]);
    const nobody = siteOf(schema, { roles: { guest: [] } });
    expect(textOf(ofClass(nobody.entry('Query.items'), 'roles')[0])).toBe('reached by no role');
  });

  test('of what can be selected or given is told where it is more than the field or argument itself requires', () => {
    const { entry } = siteOf();
    const further = (coordinate: string) =>
      ofClass(entry(coordinate), 'further').flatMap((each) =>
        elementsIn(each)
          .filter(({ tagName }) => tagName === 'li')
          .map(textOf),
      );
    expect(further('Query.items')).toEqual(['Filter.hidden admin', 'Item.note notes and items, or admin']);
    expect(further('Query.items(filter:)')).toEqual(['Filter.hidden admin']);
    expect(further('Query.any')).toEqual(['Item.note notes and items, or admin', 'Secret admin']);
    expect(further('Query.node')).toEqual(['Item.note notes and items, or admin', 'Secret admin']);
    expect(further('Mutation.add')).toEqual(['Filter.hidden admin']);
    expect(further('Query.grade')).toEqual([]);
  });
});

test('whatever is put into a template is text, in a tag and in an attribute, unless a template made it', () => {
  const made = html`<i>${'<b>'}</i>`;
  const hostile = `"'<>&`;
  expect(html`<a title="${hostile}">${hostile}${undefined}${[made, 1, [undefined, '<']]}</a>`.text).toBe(
    '<a title="&quot;&#39;&lt;&gt;&amp;">&quot;&#39;&lt;&gt;&amp;<i>&lt;b&gt;</i>1&lt;</a>',
  );
});

describe('an entry', () => {
  const code = (coordinate: string) =>
    rawTextOf(elementsIn(siteOf().entry(coordinate)).find(({ tagName }) => tagName === 'code'));

  test.each([
    ['Item', 'type Item implements Named & Node'],
    ['Named', 'interface Named implements Node'],
    ['Any', 'union Any = Item | Secret'],
    ['Color', 'enum Color'],
    ['Money', 'scalar Money'],
    ['Filter', 'input Filter'],
    ['Choice', 'input Choice @oneOf'],
    ['Query.items', 'items(\n  first: Int = 10\n  filter: Filter\n): [Item!]!'],
    ['Query.node', 'node(id: ID!): Node'],
    ['Filter.color', 'color: Color = RED'],
    ['Color.RED', 'RED'],
    ['Query.items(first:)', 'first: Int = 10'],
  ])('shows the SDL of %s', (coordinate, sdl) => {
    expect(code(coordinate)).toBe(sdl);
  });

  test('says what is deprecated, and why', () => {
    const { entry } = siteOf();
    const deprecated = (coordinate: string) => ofClass(entry(coordinate), 'deprecated').map(textOf);
    expect(deprecated('Item.old')).toEqual(['Deprecated. Use Item.name.']);
    expect(deprecated('Color.GREEN')).toEqual(['Deprecated. No longer supported']);
    expect(deprecated('Color.RED')).toEqual([]);
  });

  test('of a type says who implements and who uses it, and of a scalar where it is specified', () => {
    const { entry } = siteOf();
    const places = (name: string) => ofClass(entry(name), 'places').map(textOf);
    expect(places('Node')).toEqual(['Implemented by Named, Item, Secret', 'Used by Query.node']);
    expect(places('Color')).toEqual(['Used by Filter.color']);
    expect(places('Filter')).toEqual(['Used by Filter.and, Filter.not, Query.items(filter:), Mutation.add(in:)']);
    expect(places('Secret')).toEqual(['Used by Any']);
    expect(textOf(entry('Money'))).toContain('Specified by https://example.com/money');
    expect(places('Choice')).toEqual(['Used by Mutation.add(choice:)']);
    expect(textOf(entry('Color'))).not.toContain('Specified by');
  });
});

describe('a description', () => {
  const described = (description: string) => {
    const { entry } = siteOf(`type Query { ${JSON.stringify(description)} a: Int b: Int }`);
    return elementsIn(entry('Query.a'))
      .filter(({ tagName }) => tagName === 'p')
      .slice(1);
  };

  test('is read as paragraphs', () => {
    expect(described('One\ntwo.\n\n \n\nThree.').map(textOf)).toEqual(['One two.', 'Three.']);
    expect(described('')).toEqual([]);
  });

  test('may hold code, which is a link where it is the coordinate of an element', () => {
    const [paragraph] = described('See `Query.b`, `Query.c` and ` <b> `.');
    const codes = elementsIn(paragraph).filter(({ tagName }) => tagName === 'code');
    expect(codes.map(textOf)).toEqual(['Query.b', 'Query.c', '<b>']);
    expect(
      elementsIn(paragraph)
        .map((each) => attributeOf(each, 'href'))
        .filter(Boolean),
    ).toEqual(['queries.html#Query.b']);
    expect(textOf(paragraph)).toBe('See Query.b, Query.c and <b> .');
  });

  test.each([
    '<script>alert(1)</script>',
    '`<script>alert(1)</script>`',
    '<img src=x onerror=alert(1)>',
    '</p></main></body><script>alert(1)</script>',
    '[a](javascript:alert(1)) ![b](https://example.com/b.png)',
    "\"><svg onload='alert(1)'>",
    '<!-- <style>*{display:none}</style>',
    '&lt;script&gt; &amp;#60;',
  ])('says %s as text, wherever it stands', (markup) => {
    const text = JSON.stringify(markup);
    const hostile = build(`
      ${text} schema @scope(name: "s", description: ${text}) { query: Query }
      ${text} type Query { ${text} a(${text} x: In = { x: ${text} }): E @deprecated(reason: ${text}) }
      ${text} enum E { ${text} A @deprecated(reason: ${text}) }
      ${text} input In { ${text} x: S = ${text} }
      ${text} scalar S @specifiedBy(url: ${text})`);
    const options = { title: markup, roles: { [markup]: ['s'] }, samples: new Map([['S', markup]]) };
    const { pages } = siteOf(hostile, options);
    const plain = siteOf(
      build(`
      "a" schema @scope(name: "s", description: "a") { query: Query }
      "a" type Query { "a" a("a" x: In = { x: "a" }): E @deprecated(reason: "a") }
      "a" enum E { "a" A @deprecated(reason: "a") }
      "a" input In { "a" x: S = "a" }
      "a" scalar S @specifiedBy(url: "a")`),
      { title: 'a', roles: { a: ['s'] }, samples: new Map([['S', 'a']]) },
    );
    const tagsOf = (all: typeof pages) =>
      all.map(({ file, errors, elements }) => [
        file,
        errors,
        elements.filter(({ tagName }) => tagName !== 'code').map((each) => [each.tagName, each.attrs.length]),
      ]);
    expect(tagsOf(pages)).toEqual(tagsOf(plain.pages));
    const shown = markup.replaceAll('`', '');
    expect(textOf(pages.find(({ file }) => file === 'queries.html')?.elements[0])).toContain(shown);
  });
});

describe('an example', () => {
  const exampleIn = (coordinate: string, options?: Partial<ReferenceOptions>) => {
    const entry = siteOf(schema, options).entry(coordinate);
    const [variables] = ofClass(entry, 'variables').map(rawTextOf);
    return {
      document: rawTextOf(ofClass(entry, 'example')[0]),
      variables: variables === undefined ? undefined : JSON.parse(variables),
    };
  };

  test('selects what needs no more than its field, each type once', () => {
    expect(exampleIn('Query.items').document).toBe(`query Items($first: Int) {
  items(first: $first) {
    id
    name
    old
  }
}`);
    expect(exampleIn('Mutation.add').document).toContain('    note\n');
    expect(exampleIn('Query.node').document).toBe('query Node($id: ID!) {\n  node(id: $id) {\n    __typename\n  }\n}');
    expect(exampleIn('Query.any').document).toContain('__typename\n    ... on Item {\n      id\n');
    expect(exampleIn('Query.version').document).toBe('query Version {\n  version\n}');
  });

  test('gives what has to be given and what has a default, and of input objects what everybody may give', () => {
    expect(exampleIn('Query.items').variables).toEqual({ first: 10 });
    expect(exampleIn('Query.version').variables).toBeUndefined();
    expect(exampleIn('Mutation.add').variables).toEqual({ item: 'item', in: { color: 'RED', price: 'price' } });
  });

  test('takes the samples it is given: of an element first, then its default, then of its type', () => {
    const samples = new Map<string, unknown>([
      ['Mutation.add(item:)', 'Foo'],
      ['String', 'text'],
      ['Money', 5],
      ['Color', 'GREEN'],
      ['ID', 'x1'],
    ]);
    expect(exampleIn('Mutation.add', { samples }).variables).toEqual({ item: 'Foo', in: { color: 'RED', price: 5 } });
    expect(exampleIn('Query.node', { samples }).variables).toEqual({ id: 'x1' });
  });

  test('goes three levels down', () => {
    const deep = `type Query { a: A } type A { x: Int b: B } type B { x: Int c: C } type C { x: Int d: D } type D { x: Int }`;
    const text = rawTextOf(ofClass(siteOf(deep).entry('Query.a'), 'example')[0]);
    expect(text.replace(/\s+/g, ' ')).toBe('query A { a { x b { x c { x } } } }');
  });

  test('leaves out fields that have to be given something, and never selects nothing', () => {
    const sdl = 'type Query { a: A } type A { x(y: Int!): Int b: B } type B { x(y: Int!): Int }';
    const text = rawTextOf(ofClass(siteOf(sdl).entry('Query.a'), 'example')[0]);
    expect(text.replace(/\s+/g, ' ')).toBe('query A { a { b { __typename } } }');
  });

  test('gives one of what excludes each other, and ends where an input object holds itself', () => {
    const sdl = `
      input One @oneOf { a: One b: Int c: Int }
      input Never @oneOf { a: Never }
      input Many { self: Many list: [Many!]! one: One! }
      type Query { f(many: Many!, never: Never!): Int }`;
    const [variables = ''] = ofClass(siteOf(sdl).entry('Query.f'), 'variables').map(rawTextOf);
    expect(JSON.parse(variables)).toEqual({ many: { list: [], one: { b: 1 } }, never: { a: {} } });
  });

  test('fills an input object wherever it stands', () => {
    const sdl = 'input In { x: Int } input Two { a: In b: [In] } type Query { f(one: In!, two: Two!): Int }';
    const [variables = ''] = ofClass(siteOf(sdl).entry('Query.f'), 'variables').map(rawTextOf);
    expect(JSON.parse(variables)).toEqual({ one: { x: 1 }, two: { a: { x: 1 }, b: [{ x: 1 }] } });
  });

  test('is valid, its variables fit, and whoever may use the field may run all of it', () => {
    const { pages } = siteOf();
    const examples = pages.flatMap(({ elements }) =>
      elements.filter((each) => attributeOf(each, 'class') === 'example'),
    );
    expect(examples).toHaveLength(8);
    for (const example of examples) expect(validate(schema, parse(rawTextOf(example)))).toEqual([]);
    expect(requiredScopes(schema, parse(exampleIn('Query.items').document))).toEqual([['items']]);
    expect(requiredScopes(schema, parse(exampleIn('Query.any').document))).toBeNull();
    const document = parse(exampleIn('Mutation.add').document);
    const [operation] = document.definitions as OperationDefinitionNode[];
    expect(operation?.kind).toBe(Kind.OPERATION_DEFINITION);
    const { errors } = getVariableValues(
      schema,
      operation?.variableDefinitions ?? [],
      exampleIn('Mutation.add').variables,
    );
    expect(errors).toBeUndefined();
  });
});

describe('the site', () => {
  test('has a page for each kind of element that there is', () => {
    expect([...siteOf().files.keys()]).toEqual([
      ...[
        'index.html',
        'queries.html',
        'mutations.html',
        'subscriptions.html',
        'objects.html',
        'interfaces.html',
        'unions.html',
      ],
      ...['enums.html', 'inputs.html', 'scalars.html', 'scopes.html', 'elements.html', 'style.css', 'search.js'],
    ]);
    expect([...siteOf('type Query { a: Int }').files.keys()]).toEqual([
      ...['index.html', 'queries.html', 'scalars.html', 'scopes.html', 'elements.html', 'style.css', 'search.js'],
    ]);
  });

  test('is the same for the same schema, byte by byte', () => {
    const again = referenceSite(build(EVERY_KIND), { title: 'Shop', roles: { a: ['items'] } });
    expect(again).toEqual(referenceSite(schema, { title: 'Shop', roles: { a: ['items'] } }));
  });

  test('takes nothing from elsewhere, and allows no script or style within its pages', () => {
    for (const { elements } of siteOf().pages) {
      const policy = elements.find((each) => attributeOf(each, 'http-equiv') === 'Content-Security-Policy');
      expect(attributeOf(policy, 'content')).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self';/);
      expect(
        elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'style' || name.startsWith('on'))),
      ).toEqual([]);
      const scripts = elements.filter(({ tagName }) => tagName === 'script' || tagName === 'style');
      expect(scripts.filter((each) => attributeOf(each, 'src') === undefined)).toEqual([]);
    }
  });

  test('begins with what the schema says of itself, its operations, its scopes and the roles', () => {
    const { page, pages } = siteOf(schema, { roles: { reader: ['items', 'notes'], none: [] } });
    const rows = page('index.html')
      .filter(({ tagName }) => tagName === 'tr')
      .map(textOf);
    expect(textOf(page('index.html').find(({ tagName }) => tagName === 'main'))).toMatch(/^Shop A shop\. Queries /);
    expect(rows).toContain('items items');
    expect(rows).toContain('add items and notes, or admin');
    expect(rows).toContain('ticks Signed in');
    expect(rows).toContain('notes Read notes. reader');
    expect(rows).toContain('reader items notes');
    expect(pages.map(({ elements }) => textOf(elements.find(({ tagName }) => tagName === 'title')))).toContain(
      'Queries – Shop',
    );
    const without = siteOf()
      .page('index.html')
      .filter(({ tagName }) => tagName === 'h2')
      .map(textOf);
    expect(without).toEqual(['Queries', 'Mutations', 'Subscriptions', 'Scopes', 'What is required']);
  });

  test('says of each scope who may be granted it and what requires it, of a type only what requires more than the type', () => {
    const { entry } = siteOf(schema, { roles: { reader: ['items', 'notes'], other: ['items'] } });
    const told = (anchor: string) =>
      elementsIn(entry(anchor))
        .filter(({ tagName }) => tagName === 'li')
        .map(textOf);
    expect(told('scope-items')).toEqual([
      'Query.items',
      'Mutation.add items and notes, or admin',
      'Item.note notes and items, or admin',
    ]);
    expect(told('scope-admin')).toEqual([
      'Query.grade',
      'Mutation.add items and notes, or admin',
      'Item.name(secret:)',
      'Item.note notes and items, or admin',
      'Secret',
      'Grade',
      'Filter.hidden',
    ]);
    expect(told('page-signed-in')).toEqual(['Query.me', 'Subscription.ticks']);
    expect(told('page-public')).toEqual(['Query.version', 'Query.node', 'Query.any']);
    expect(ofClass(entry('scope-items'), 'places').map(textOf)).toEqual(['Granted to reader, other']);
    expect(ofClass(entry('scope-admin'), 'places')).toEqual([]);
    expect(textOf(siteOf('type Query { a: Int @requiresScopes(scopes: "s") }').entry('page-public'))).toBe(
      'Public Nothing.',
    );
  });

  test('lists all elements in the order of their names', () => {
    const { page } = siteOf('type Query { b: B @authenticated a(x: Int): Int } enum B { C } input I { i: Int }');
    const list = page('elements.html').find((each) => attributeOf(each, 'id') === 'page-elements');
    expect(
      elementsIn(list)
        .filter(({ tagName }) => tagName === 'li')
        .map(textOf),
    ).toEqual([
      'B type Nothing further',
      'B.C value Nothing further',
      'Boolean type Nothing further',
      'I type Nothing further',
      'I.i input field Nothing further',
      'Int type Nothing further',
      'Query type Nothing further',
      'Query.a field Public',
      'Query.a(x:) argument Nothing further',
      'Query.b field Signed in',
      'Scope type Nothing further',
      'String type Nothing further',
    ]);
  });

  test('says on each page which page it is, and what is on it', () => {
    const { page } = siteOf();
    const current = page('enums.html').filter((each) => attributeOf(each, 'aria-current') === 'page');
    expect(current.map(textOf)).toEqual(['Enums']);
    const contents = page('enums.html').find((each) => attributeOf(each, 'class') === 'contents beside');
    expect(textOf(contents)).toBe('Color Grade');
    expect(page('unions.html').filter((each) => attributeOf(each, 'class')?.startsWith('contents'))).toEqual([]);
  });
});
