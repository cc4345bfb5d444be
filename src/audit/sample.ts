const WINDOW_MS = 60_000;

/**
 * Says of each key once a minute that it is the first: whoever is refused a thousand times must not fill the audit trail.
 * @param now milliseconds since 1970
 */
export function oncePerMinute(now: () => number): (key: string) => boolean {
  const seen = new Set<string>();
  let endsAt = 0;
  return (key) => {
    if (now() >= endsAt) {
      seen.clear();
      endsAt = now() + WINDOW_MS;
    }
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
