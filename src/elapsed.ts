/**
 * Whether less time has passed since then. A time that is yet to come, as the clock was put back, is as good as long ago:
 * it would otherwise stay recent for as long as the clock was put back by.
 * @param span milliseconds
 * @param since milliseconds since 1970, as the other time
 */
export function isWithin(span: number, since: number, now: number): boolean {
  const passed = now - since;
  return passed >= 0 && passed < span;
}
