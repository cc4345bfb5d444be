/**
 * Whether `time` is within `span` of `now`, before or after. Whatever lies further in the future was noted before the clock was
 * put back, and would otherwise count as recent until the clock has caught up.
 * @param span milliseconds
 * @param time milliseconds since 1970, as the other time
 */
export function isWithin(span: number, time: number, now: number): boolean {
  return Math.abs(now - time) < span;
}
