import type { Selection } from './operation-model.js';
import { type Asked, collectFields, fieldOf, isRefused } from './oracle-collect.js';
import { type CompositeModel, compositeOf, nameOf, possibleTypes } from './schema-model.js';

/** What must be known of an operation before it runs. */
export interface Foreseen {
  /** Whether it must not run. */
  isRefusedWhole: boolean;
  /** The paths that can be refused, of response keys joined by dots. */
  paths: ReadonlySet<string>;
  /** Those paths, each with every field that can be refused at it. */
  refusals: ReadonlySet<string>;
  /** How many fields were looked at. */
  steps: number;
}

/** Looks at every field that can be reached when each value of an abstract type may be any of its possible types. */
export function foresee(asked: Asked): Foreseen {
  return new Foresight(asked).run();
}

class Foresight {
  readonly #paths = new Set<string>();
  readonly #refusals = new Set<string>();
  #steps = 0;

  constructor(readonly asked: Asked) {}

  run(): Foreseen {
    const { operation, schema } = this.asked;
    const root = compositeOf(schema, operation.kind === 'query' ? 'Query' : 'Mutation');
    this.#look(root, operation.selections, []);
    return {
      isRefusedWhole: this.#isRefusedWhole([...collectFields(this.asked, root, operation.selections).keys()]),
      paths: this.#paths,
      refusals: this.#refusals,
      steps: this.#steps,
    };
  }

  #isRefusedWhole(rootKeys: readonly string[]): boolean {
    if (this.#paths.size === 0) return false;
    return this.asked.operation.kind === 'mutation' || rootKeys.every((key) => this.#paths.has(key));
  }

  #look(type: CompositeModel, selections: readonly Selection[], parentPath: readonly string[]): void {
    for (const [key, nodes] of collectFields(this.asked, type, selections)) {
      this.#steps += 1;
      const path = [...parentPath, key];
      const [node] = nodes;
      if (!node || node.name === '__typename') continue;
      if (isRefused(this.asked, type, node)) {
        this.#paths.add(path.join('.'));
        this.#refusals.add(`${type.name}.${node.name} at ${path.join('.')}`);
        continue;
      }
      const below = nodes.flatMap((each) => each.selections);
      for (const name of possibleTypes(this.asked.schema, nameOf(fieldOf(type, node.name).type))) {
        this.#look(compositeOf(this.asked.schema, name), below, path);
      }
    }
  }
}
