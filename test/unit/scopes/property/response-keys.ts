/** A field as it is selected, which decides what it may share a response key with. */
export interface Selected {
  /** The type of the selection set in which it stands. */
  parent: { name: string; isObject: boolean };
  name: string;
  /** As printed. */
  arguments: string;
  /** Of its type, without the names of composite types. */
  shape: string;
}

/**
 * Gives response keys so that fields can always be merged: wherever two selections have the same key, they are the same
 * field with the same arguments and a type of the same shape, or of the same shape on two object types, of which a
 * value is only ever one.
 */
export class ResponseKeys {
  readonly #keys = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #shapes: string[] = [];
  readonly #shared = new Map<string, string>();

  /** @param variant another variant of the same field has another key */
  of(selected: Selected, variant: number): string {
    const signature = `${selected.name}${selected.arguments}: ${selected.shape} ${variant}`;
    const known = this.#keys.get(signature);
    if (known) return known;
    const key = this.#free(selected.name);
    this.#keys.set(signature, key);
    this.#taken.add(key);
    return key;
  }

  /** A key that fields of several object types have in common. Undefined where the parent has given it away. */
  shared({ parent, name, arguments: values, shape }: Selected): string | undefined {
    if (!parent.isObject) return undefined;
    const place = `${parent.name} ${shape}`;
    const selection = `${name}${values}`;
    const owner = this.#shared.get(place) ?? selection;
    if (owner !== selection) return undefined;
    this.#shared.set(place, owner);
    return `same${this.#numberOf(shape)}`;
  }

  #free(name: string): string {
    const word = name.replace('__', '');
    for (let count = 1, key = name; ; count += 1) {
      if (!this.#taken.has(key)) return key;
      key = `${word}_${count}`;
    }
  }

  #numberOf(shape: string): number {
    if (!this.#shapes.includes(shape)) this.#shapes.push(shape);
    return this.#shapes.indexOf(shape);
  }
}
