import type { SummedNames } from './operation-names.js';
import type { Counted, Labels, Snapshot } from './sum.js';

/** @returns what a process has counted, under the names that their sum has for operations: several values may have the same */
export function relabel({ metrics, accountNames }: Snapshot, names: SummedNames): Counted {
  const ofAccounts = new Set(accountNames);
  const labelsIn = (labels: Labels): Labels => {
    const { operation } = labels;
    if (typeof operation !== 'string') return labels;
    return { ...labels, operation: names.labelOf(operation, ofAccounts.has(operation) ? 'accounts' : 'strangers') };
  };
  return metrics.map(({ values, ...metric }) => ({
    ...metric,
    values: values.map((value) => ({ ...value, labels: labelsIn(value.labels) })),
  }));
}
