import { expect, test } from 'vitest';
import { accessMatrix, type Requirement, requiredScopes } from '../../../../src/scopes/index.js';
import { EngineUnderTest } from './engine.js';
import { variablesOf } from './operation-model.js';
import { foresee } from './oracle-preflight.js';
import { type Caller, meets, rulesOnField } from './oracle-rules.js';
import { holdsForAll, TIMEOUT } from './property.js';
import { askedBy, type CallerRequest, type Case } from './random-case.js';
import { SCOPES } from './raw-rules.js';
import { compositeOf, type SchemaModel } from './schema-model.js';

/** Every set of scopes that somebody can hold. */
const GRANTS = Array.from({ length: 2 ** SCOPES.length }, (_, bits) => SCOPES.filter((_, at) => (bits >> at) & 1));
const CALLERS: readonly Caller[] = [null, ...GRANTS];

/** One role for each of them. */
const ROLES = Object.fromEntries(GRANTS.map((scopes) => [roleOf(scopes), scopes]));

test(
  'an operation runs in full for those who hold the scopes that it requires, and for nobody else',
  () =>
    holdsForAll((each) => {
      const [request] = each.requests;
      if (request) checkRequired(each, new EngineUnderTest(each), request);
    }),
  TIMEOUT,
);

test(
  'the access matrix says of every field what it requires, and of every resolver that runs that its role reaches it',
  () =>
    holdsForAll((each) => {
      const engine = new EngineUnderTest(each);
      const { rows } = accessMatrix(engine.schema, ROLES);
      const byElement = new Map(rows.map((row) => [row.element, row]));
      for (const coordinate of coordinatesOf(each.schema)) {
        checkRequirement(each.schema, coordinate, byElement.get(coordinate)?.requires ?? null);
      }
      for (const request of each.requests) {
        const isUnreached = (element: string) => !isReached(byElement.get(element), request.caller);
        const unreached = ranBy(engine, request).filter(isUnreached);
        expect(unreached, 'what ran and is not reached').toEqual([]);
      }
    }),
  TIMEOUT,
);

function checkRequired(each: Case, { schema, document }: EngineUnderTest, request: CallerRequest): void {
  const variables = variablesOf(each.operation, request.variables);
  const requirement = requiredScopes(schema, document, { variables });
  for (const caller of CALLERS) {
    const runsInFull = foresee(askedBy(each, { ...request, caller })).paths.size === 0;
    const who = JSON.stringify({ requirement, caller });
    expect(meets(requirement ? [requirement] : [], caller), `who runs it in full: ${who}`).toBe(runsInFull);
  }
  expect(superfluousIn(requirement ?? []), 'the alternatives that another one makes superfluous').toEqual([]);
}

/** The alternatives that hold all of another one. */
function superfluousIn(requirement: Requirement): Requirement {
  return requirement.filter((scopes, index) =>
    requirement.some((other, at) => at !== index && other.every((scope) => scopes.includes(scope))),
  );
}

function checkRequirement(schema: SchemaModel, coordinate: string, requirement: Requirement | null): void {
  const [typeName = '', fieldName] = coordinate.split('.');
  const type = compositeOf(schema, typeName);
  const field = type.fields.find(({ name }) => name === fieldName);
  if (!field) throw new Error(`There is no ${coordinate}.`);
  const rules = rulesOnField(schema, type, field);
  const differs = (caller: Caller) => meets(requirement ? [requirement] : [], caller) !== meets(rules, caller);
  expect(CALLERS.filter(differs), `for whom ${coordinate} requires something else`).toEqual([]);
}

/** Of every field of every object type. */
function coordinatesOf(schema: SchemaModel): string[] {
  return [...schema.values()].flatMap((type) =>
    type.kind === 'object' ? type.fields.map(({ name }) => `${type.name}.${name}`) : [],
  );
}

function isReached(
  row: { reachedByAnybody: boolean; reachedBy: readonly string[] } | undefined,
  caller: Caller,
): boolean {
  if (!row) return false;
  return caller === null ? row.reachedByAnybody : row.reachedBy.includes(roleOf(caller));
}

/** The coordinates of the fields whose resolvers run. */
function ranBy(engine: EngineUnderTest, request: CallerRequest): string[] {
  return engine.execute(request).ran.map((call) => call.split(' ')[0] ?? '');
}

function roleOf(scopes: readonly string[]): string {
  return `role ${scopes.toSorted().join(' ')}`;
}
