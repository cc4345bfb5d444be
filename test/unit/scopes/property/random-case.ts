import fc from 'fast-check';
import { type OperationModel, variablesOf } from './operation-model.js';
import { type Asked, variableValues } from './oracle-collect.js';
import type { Caller } from './oracle-rules.js';
import { printOperation } from './print-operation.js';
import { printSchemaModel } from './print-schema.js';
import { operationFrom } from './random-operation.js';
import { schemaFrom } from './random-schema.js';
import { type RawOperation, rawOperation } from './raw-operation.js';
import { SCOPES } from './raw-rules.js';
import { type RawSchema, rawSchema } from './raw-schema.js';
import type { SchemaModel } from './schema-model.js';

/** A schema, an operation on it, and who asks for it one after the other. */
export interface Case {
  schema: SchemaModel;
  sdl: string;
  operation: OperationModel;
  source: string;
  requests: readonly CallerRequest[];
  /** Whether the schema is enforced twice. */
  isEnforcedTwice: boolean;
}

export interface CallerRequest {
  caller: Caller;
  /** What the scopes are given as. The same array is filled anew for each request. */
  scopes: 'array' | 'Set' | 'same array';
  /** Which of the two sets of variables is sent. */
  variables: 0 | 1;
  /** Of the data. */
  seed: number;
}

const caller: fc.Arbitrary<Caller> = fc.oneof(
  { weight: 5, arbitrary: fc.subarray(SCOPES) },
  { weight: 1, arbitrary: fc.constant(null) },
);

const rawRequest = fc.record({
  isFirst: fc.boolean(),
  scopes: fc.constantFrom('array', 'Set', 'same array'),
  variables: fc.constantFrom(0, 1),
  seed: fc.nat(),
});

/** Few callers, so that the same one asks several times, with other variables. */
const requests = fc
  .record({ first: caller, second: caller, raws: fc.array(rawRequest, { minLength: 1, maxLength: 5 }) })
  .map(({ first, second, raws }) =>
    raws.map(({ isFirst, ...raw }): CallerRequest => ({ ...raw, caller: isFirst ? first : second })),
  );

/** Without fast-check's bias towards the least and the greatest numbers, which here stand for nothing in particular. */
export const randomCase: fc.Arbitrary<Case> = fc
  .noBias(
    fc.record({
      schema: rawSchema,
      operation: rawOperation,
      requests,
      isEnforcedTwice: fc.boolean(),
    }),
  )
  .map(({ schema, operation, ...others }) => ({ ...modelsFrom(schema, operation), ...others }));

function modelsFrom(raw: RawSchema, asked: RawOperation): Omit<Case, 'requests' | 'isEnforcedTwice'> {
  const schema = schemaFrom(raw);
  const operation = operationFrom(schema, asked);
  return { schema, sdl: printSchemaModel(schema), operation, source: printOperation(operation) };
}

/** The question that a request puts to the oracle. */
export function askedBy({ schema, operation }: Case, { caller, variables }: CallerRequest): Asked {
  return { schema, operation, variables: variableValues(operation, variables), caller };
}

/** All that is needed to see what is wrong with a case. */
export function describeCase({ sdl, operation, source, requests, isEnforcedTwice }: Case): string {
  const asked = requests.map(({ caller, variables, seed, scopes }, index) => {
    const who = caller === null ? 'nobody' : `${scopes} ${JSON.stringify(caller)}`;
    return `${index + 1}. ${who}, variables ${JSON.stringify(variablesOf(operation, variables))}, data ${seed}`;
  });
  const schema = isEnforcedTwice ? `${sdl}\n# enforced twice` : sdl;
  return [schema, source, asked.join('\n')].join('\n\n');
}
