import { getVariableValues, type OperationDefinitionNode, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import roles from '../../../schema/roles.json' with { type: 'json' };
import samples from '../../../schema/samples.json' with { type: 'json' };
import { buildSdlSchema } from '../../../src/graphql/sdl.js';
import { referenceSite } from '../../../src/scopes/reference/site.js';
import { schema as servedSchema } from '../../support/context.js';
import { examplesIn, expectWhole } from '../../support/site.js';

const schema = buildSdlSchema();
const site = referenceSite(schema, { title: 'ScopeQL', roles, samples: new Map(Object.entries(samples)) });

test('the reference has every element of the SDL, with what it requires', () => {
  expectWhole(schema, site);
});

const examples = examplesIn(site);

test('the reference has an example of every operation', () => {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const fields = roots.flatMap((type) => Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name}.${name}`));
  expect(examples.map(({ coordinate }) => coordinate)).toEqual(fields);
});

test.each(examples)('the schema that is served accepts the example of $coordinate, its values included', (example) => {
  const document = parse(example.source);
  expect(validate(servedSchema, document)).toEqual([]);
  const [operation] = document.definitions as OperationDefinitionNode[];
  const { errors } = getVariableValues(servedSchema, operation?.variableDefinitions ?? [], example.variables);
  expect(errors).toBeUndefined();
});
