/** A clock that stands still until it is told to go on. */
export class FakeClock {
  /** Milliseconds since 1970. */
  time = Date.parse('2026-11-24T12:00:00Z');

  readonly now = (): number => this.time;

  advance({ minutes = 0, seconds = 0 }: { minutes?: number; seconds?: number }): void {
    this.time += (minutes * 60 + seconds) * 1_000;
  }
}
