/** Takes what would go to standard output. */
export class TestLog {
  #text = '';

  readonly write = (text: string): void => {
    this.#text += text;
  };

  /** All of it. */
  get text(): string {
    return this.#text;
  }

  /** Those lines that are about a request that is over. */
  get requests(): Record<string, unknown>[] {
    const lines = this.#text.split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line)).filter(({ msg }) => /^request (?:completed|aborted)$/.test(msg));
  }
}
