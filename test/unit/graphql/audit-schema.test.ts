import { type GraphQLInterfaceType, isEnumType } from 'graphql';
import { expect, test } from 'vitest';
import { buildSdlSchema } from '../../../src/graphql/sdl.js';

const schema = buildSdlSchema();
const event = schema.getType('AuditEvent') as GraphQLInterfaceType;
const types = schema.getPossibleTypes(event);

test('every kind of event can be asked for, and is a type', () => {
  const kinds = schema.getType('AuditEventKind');
  const names = isEnumType(kinds) ? kinds.getValues().map(({ name }) => name) : [];
  expect(names).toEqual(types.map(({ name }) => name));
});

test.each(types.map((type) => [type.name, type] as const))(
  '%s says of each field what every event says of it',
  (_, type) => {
    for (const [name, { description }] of Object.entries(event.getFields())) {
      expect(type.getFields()[name]?.description, name).toBe(description);
    }
  },
);
