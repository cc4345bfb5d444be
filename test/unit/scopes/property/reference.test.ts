import {
  type GraphQLSchema,
  getVariableValues,
  isInputObjectType,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { protectedElements, requirementsOf } from '../../../../src/scopes/index.js';
import { referenceSite } from '../../../../src/scopes/reference/site.js';
import { implies } from '../../../../src/scopes/requirement.js';
import { build, buildUnchecked } from '../../../support/scopes.js';
import { type Example, examplesIn, expectWhole } from '../../../support/site.js';
import { hasExtendedRules } from './print-schema.js';
import { holdsForAll, RUNS, TIMEOUT } from './property.js';

/** Writing and parsing a site takes longer than running an operation. */
const FEWER_RUNS = Math.ceil(RUNS / 10);

test(
  'the reference tells of every element of a schema what it requires, and its examples need no more than they have to',
  () =>
    holdsForAll(({ schema: model, sdl }) => {
      const schema = (hasExtendedRules(model) ? buildUnchecked : build)(sdl);
      const site = referenceSite(schema, { title: 'Random', roles: { none: [], some: ['a', 'b'] } });
      expectWhole(schema, site);
      for (const example of examplesIn(site)) checkExample(schema, example);
    }, FEWER_RUNS),
  TIMEOUT,
);

function checkExample(schema: GraphQLSchema, { coordinate, source, variables }: Example): void {
  const document = parse(source);
  expect(validate(schema, document), source).toEqual([]);
  const [operation] = document.definitions as OperationDefinitionNode[];
  expect(getVariableValues(schema, operation?.variableDefinitions ?? [], variables).errors, source).toBeUndefined();
  const met = requirementsOf(schema).get(coordinate);
  const further = protectedElements(schema, document, { variables }).filter(({ requires }) => !implies(met, requires));
  expect(
    further.map(({ element }) => element).filter((element) => !mustBeGiven(schema, element)),
    source,
  ).toEqual([]);
}

/** Whether an operation cannot do without an argument or input field. */
function mustBeGiven(schema: GraphQLSchema, coordinate: string): boolean {
  const [typeName = '', fieldName = '', argumentName] = coordinate.split(/[.(:)]+/);
  const type = schema.getType(typeName);
  const fields = type && 'getFields' in type ? type.getFields() : {};
  const field = fields[fieldName];
  const input = isInputObjectType(type)
    ? field
    : field && 'args' in field && field.args.find(({ name }) => name === argumentName);
  return String(input ? input.type : '').endsWith('!');
}
