interface Duration {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
}

/** A clock that stands still until it is told to go on. */
export class FakeClock {
  /** Milliseconds since 1970. */
  time = Date.parse('2026-11-24T12:00:00Z');

  readonly now = (): number => this.time;

  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration): void {
    this.time += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
  }
}
