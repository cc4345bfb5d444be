/** How many insertions, deletions and substitutions turn one word into the other (Levenshtein). */
export function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of from.split('').entries()) {
    const current = [row + 1];
    for (const [column, other] of to.split('').entries()) {
      const substituted = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(substituted, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? from.length;
}

/**
 * The name that was probably meant.
 * @returns the nearest of the names, or undefined where none is near (more than two fifths of the word differ)
 */
function nearestName(word: string, names: Iterable<string>): string | undefined {
  const allowed = Math.floor(word.length * 0.4) + 1;
  const ranked = [...names]
    .filter((name) => Math.abs(name.length - word.length) <= allowed)
    .map((name) => ({ name, apart: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ apart }) => apart <= allowed)
    .sort((a, b) => a.apart - b.apart);
  return ranked[0]?.name;
}

/** The sentence that follows an unknown name: ` Did you mean "items"?`, or nothing. */
export function didYouMean(word: string, names: Iterable<string>): string {
  const name = nearestName(word, names);
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}
