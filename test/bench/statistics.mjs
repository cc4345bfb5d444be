export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of each figure. */
export function medians(results) {
  const names = Object.keys(results[0]);
  return Object.fromEntries(
    names.map((name) => [name, results[0][name] === undefined ? undefined : median(results.map((one) => one[name]))]),
  );
}

export const numbers = (count) => Array.from({ length: count }, (_, number) => number);
