import type { DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { MOST_REFUSALS } from '../enforce/refusal.js';
import { SuppliedInputs, type Variables } from '../enforce/supplied-inputs.js';
import type { Compiled } from '../map/compile.js';
import type { Decided } from '../map/decisions.js';
import type { Requirement } from '../requirement.js';
import { isConditional, isIncluded } from './conditions.js';
import { keysOf, type Path, type SelectedField, type Visitor, walkOperation } from './walk.js';

/** What would be refused, without who is asking. It is kept, so an error that others may change gets copies. */
export interface Finding {
  coordinate: string;
  requirement: Requirement;
  node: FieldNode;
  /** Response keys, without list indexes. */
  path: readonly string[];
}

/** What is known of an operation before it runs. */
export interface Findings {
  readonly refused: readonly Finding[];
  /** The first that is not among them, where there are more. */
  readonly further: Finding | undefined;
  readonly isWhollyRefused: boolean;
  /** Whether other variables might have led to other findings. */
  readonly dependsOnVariables: boolean;
}

const MOST_PATHS = 1_000;

/** @param decided what of the rules somebody meets */
export function findRefusals(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: { compiled: Compiled; decided: Decided; variables: Variables },
): Findings {
  const search = new Search(given.compiled, given.decided, given.variables);
  walkOperation(schema, document, operation, search);
  // Not the search itself: it holds the variables, a password among them, and this is kept as long as the document.
  const { refused, further, isWhollyRefused, dependsOnVariables } = search;
  return { refused, further, isWhollyRefused, dependsOnVariables };
}

class Search implements Visitor, Findings {
  readonly mostPaths = MOST_PATHS;
  readonly refused: Finding[] = [];
  further: Finding | undefined;
  readonly #said = new Set<string>();
  readonly #rootKeys = new Set<string>();
  readonly #refusedRootKeys = new Set<string>();
  readonly #inputs: SuppliedInputs;
  #isConditional = false;

  constructor(
    readonly compiled: Compiled,
    readonly decided: Decided,
    readonly variables: Variables,
  ) {
    this.#inputs = new SuppliedInputs(compiled, variables);
  }

  get isWhollyRefused(): boolean {
    return this.#refusedRootKeys.size === this.#rootKeys.size;
  }

  get dependsOnVariables(): boolean {
    return this.#isConditional || this.#inputs.dependOnVariables;
  }

  isIncluded(selection: Parameters<typeof isIncluded>[0]): boolean {
    this.#isConditional ||= isConditional(selection);
    return isIncluded(selection, this.variables);
  }

  take({ type, field, node, path }: SelectedField): boolean {
    const isRoot = path.parent === undefined;
    if (isRoot) this.#rootKeys.add(path.key);
    if (!field) return false;
    const coordinate = `${type.name}.${field.name}`;
    for (const element of [coordinate, ...this.#inputs.of(coordinate, field, node)]) {
      const requirement = this.compiled.requirements.get(element);
      if (!requirement || this.compiled.decisions.allows(this.decided, requirement)) continue;
      this.#refuse(element, requirement, node, path);
      if (isRoot) this.#refusedRootKeys.add(path.key);
      return false;
    }
    return true;
  }

  /** Tells a refusal once, though its path may be selected several times. */
  #refuse(coordinate: string, requirement: Requirement, node: FieldNode, path: Path): void {
    if (this.further) return;
    const finding = { coordinate, requirement, node, path: keysOf(path) };
    const place = `${coordinate} ${finding.path.join('.')}`;
    if (this.#said.has(place)) return;
    this.#said.add(place);
    if (this.refused.length < MOST_REFUSALS) this.refused.push(finding);
    else this.further = finding;
  }
}
