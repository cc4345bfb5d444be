import { expect, test } from 'vitest';
import type { Path } from './data.js';
import { EngineUnderTest, type Outcome } from './engine.js';
import { type Expected, execute } from './oracle-execute.js';
import { type Foreseen, foresee } from './oracle-preflight.js';
import { holdsForAll, TIMEOUT } from './property.js';
import { askedBy, type CallerRequest, type Case } from './random-case.js';

/** The engine tells a hundred refusals at most; well below that, all of them must be told. */
const MOST_REFUSALS = 80;
/** The pre-flight walks every path of an operation up to a thousand selections; well below that, all must be walked. */
const MOST_FIELDS = 250;

test(
  'the engine refuses what a naive oracle refuses, and nothing else',
  () =>
    holdsForAll((each) => {
      const engine = new EngineUnderTest(each);
      for (const request of each.requests) checkRequest(each, engine, request);
    }),
  TIMEOUT,
);

function checkRequest(each: Case, engine: EngineUnderTest, request: CallerRequest): void {
  const asked = askedBy(each, request);
  const expected = execute(asked, request.seed);
  const foreseen = foresee(asked);
  if (expected.refused.length <= MOST_REFUSALS) checkExecution(engine.execute(request), expected, request);
  checkForeseen(foreseen, expected);
  checkPreflight(engine, foreseen, request);
}

/** Nothing leaks, nothing runs that is refused, and nothing is refused that is allowed. */
function checkExecution(actual: Outcome, expected: Expected, { caller }: CallerRequest): void {
  const code = caller === null ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  const paths = actual.errors.map(({ path }) => path);
  expect(paths.sort(), 'the paths that are refused').toEqual(expected.refused.map((path) => path.join('.')).sort());
  expect(actual.data, 'the data').toEqual(expected.data);
  expect(actual.ran, 'the resolvers that run').toEqual(expected.ran);
  expect(new Set(actual.errors.map((error) => error.code)), 'the codes').toEqual(new Set(paths.map(() => code)));
}

/** Of the oracle: whatever execution refuses can be foreseen. */
function checkForeseen({ paths }: Foreseen, { refused }: Expected): void {
  const unforeseen = refused.map(withoutIndexes).filter((path) => !paths.has(path));
  expect(unforeseen, 'the refusals that the oracle does not foresee').toEqual([]);
}

function checkPreflight(engine: EngineUnderTest, foreseen: Foreseen, request: CallerRequest): void {
  const { refused, refusals } = engine.authorize(request);
  const paths = new Set(refusals.map(({ path }) => path?.join('.') ?? ''));
  expect(refused, 'whether the operation must not run').toBe(foreseen.isRefusedWhole);
  const unforeseen = [...paths].filter((path) => !foreseen.paths.has(path));
  expect(unforeseen, 'the paths that only the pre-flight refuses').toEqual([]);
  if (foreseen.refusals.size > MOST_REFUSALS || foreseen.steps > MOST_FIELDS) return;
  expect([...paths].sort(), 'the paths that the pre-flight refuses').toEqual([...foreseen.paths].sort());
}

function withoutIndexes(path: Path): string {
  return path.filter((key) => typeof key === 'string').join('.');
}
