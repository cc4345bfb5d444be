import fc from 'fast-check';
import { type Case, describeCase, randomCase } from './random-case.js';

const { SCOPES_RUNS, SCOPES_SEED, SCOPES_PATH } = process.env;

/** How many cases a property is tried on. */
export const RUNS = Number(SCOPES_RUNS ?? 300);

/** For finding a counterexample and making it small. */
export const TIMEOUT = 120_000 + RUNS * 50;

/**
 * Tries a property on random cases.
 * @throws Error with the smallest counterexample that was found, and how to see it again
 */
export function holdsForAll(check: (each: Case) => void, numRuns = RUNS): void {
  const property = fc.property(randomCase, check);
  const replay = { ...(SCOPES_SEED && { seed: Number(SCOPES_SEED) }), ...(SCOPES_PATH && { path: SCOPES_PATH }) };
  const details = fc.check(property, { numRuns, ...replay });
  console.info(`${details.numRuns} cases, seed ${details.seed}`);
  if (details.failed) throw new Error(report(details), { cause: details.errorInstance });
}

function report({ seed, counterexamplePath, counterexample, errorInstance, numRuns, numShrinks }: Failed): string {
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const variables = `SCOPES_SEED=${seed} SCOPES_PATH=${counterexamplePath}`;
  return [
    reason,
    counterexample ? describeCase(counterexample[0]) : '',
    `Case ${numRuns}, made smaller ${numShrinks} times. Seed ${seed}, path ${counterexamplePath}. See it again with`,
    `${variables} npx vitest run test/unit/scopes/property`,
  ].join('\n\n');
}

type Failed = fc.RunDetails<[Case]>;
