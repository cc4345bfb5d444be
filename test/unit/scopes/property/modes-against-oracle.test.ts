import { expect, test } from 'vitest';
import { EngineUnderTest } from './engine.js';
import type { Asked } from './oracle-collect.js';
import { execute } from './oracle-execute.js';
import { foresee } from './oracle-preflight.js';
import { holdsForAll, RUNS, TIMEOUT } from './property.js';
import { askedBy, type CallerRequest } from './random-case.js';

/** The engine tells a hundred refusals at most; well below that, all of them must be told. */
const MOST_REFUSALS = 50;
/** The modes differ only in what they do with the same decisions. */
const FEWER_RUNS = Math.ceil(RUNS / 3);

test(
  'a dry run refuses nothing, and tells what would be refused',
  () =>
    holdsForAll((each) => {
      const told = new Set<string>();
      const onRefusal = ({ path }: { path?: readonly (string | number)[] | undefined }) =>
        told.add(path?.join('.') ?? '');
      const engine = new EngineUnderTest(each, { mode: 'dryRun', onRefusal });
      for (const request of each.requests) {
        told.clear();
        checkDryRun(askedBy(each, request), engine, request, told);
      }
    }, FEWER_RUNS),
  TIMEOUT,
);

test(
  'in the mode reject, whatever can be refused refuses the operation',
  () =>
    holdsForAll((each) => {
      const engine = new EngineUnderTest(each, { mode: 'reject' });
      for (const request of each.requests) {
        const isRefused = foresee(askedBy(each, request)).paths.size > 0;
        expect(engine.authorize(request).refused, 'whether the operation must not run').toBe(isRefused);
      }
    }, FEWER_RUNS),
  TIMEOUT,
);

function checkDryRun(asked: Asked, engine: EngineUnderTest, request: CallerRequest, told: ReadonlySet<string>): void {
  const expected = execute(asked, request.seed, true);
  const { data, errors, ran } = engine.execute(request);
  expect({ data, errors, ran }, 'what is answered').toEqual({ data: expected.data, errors: [], ran: expected.ran });
  expect(engine.authorize(request).refused, 'whether the operation must not run').toBe(false);
  const paths = expected.refused.map((path) => path.join('.'));
  if (paths.length <= MOST_REFUSALS) expect([...told].sort(), 'the paths that are told').toEqual(paths.sort());
}
