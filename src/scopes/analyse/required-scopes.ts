import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import { SuppliedInputs, type Variables } from '../enforce/supplied-inputs.js';
import type { Compiled } from '../map/compile.js';
import { compiledOf } from '../map/compiled-schemas.js';
import { isConditional, isIncluded } from '../preflight/conditions.js';
import { operationIn, operationsOf } from '../preflight/operation.js';
import { keysOf, type SelectedField, type Visitor, walkOperation } from '../preflight/walk.js';
import { all, type Requirement } from '../requirement.js';

export interface OperationOptions {
  /** Needed where the document holds several operations. */
  operationName?: string;
  /**
   * As a client would send them. Without them, every selection counts that some variables include, and every argument
   * that is given a variable; what is inside a variable's object does not.
   */
  variables?: Variables;
}

/** An element that an operation uses, and what it requires. */
export interface UsedElement {
  /** Its schema coordinate: `Query.me`, `Query.search(all:)`, `Filter.secret`. */
  element: string;
  requires: Requirement;
  /** Where it is used: response keys, joined by dots. The first place, where there are several. */
  path: string;
}

/**
 * The smallest sets of scopes with which an operation runs in full, the fewest scopes first; below an abstract type, for
 * all the types that it may turn out to be.
 * @returns the outer list is OR, an inner list is AND; `[[]]` is anybody who is signed in; null is everybody
 * @throws TypeError where the document does not hold one operation to be told or a fragment that it spreads, the schema does
 *   not have a field that it selects, or the variables do not fit; RangeError where there would be more than 256 sets
 */
export function requiredScopes(
  schema: GraphQLSchema,
  document: DocumentNode,
  options: OperationOptions = {},
): Requirement | null {
  const distinct = new Set(protectedElements(schema, document, options).map(({ requires }) => requires));
  // The fewest alternatives first: what they settle, others need not multiply.
  const requirement = all([...distinct].sort((a, b) => a.length - b.length));
  return requirement ? [...requirement].sort((a, b) => a.length - b.length) : null;
}

/** What of an operation is protected, each element once, in the order of the document. Throws as `requiredScopes` does. */
export function protectedElements(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables }: OperationOptions = {},
): UsedElement[] {
  const operation = operationIn(document, operationName);
  if (!operation) throw new TypeError(noOperation(document, operationName));
  refuseMissingFragments(document);
  const given = variables && coerced(schema, operation, variables);
  const collector = new Collector(compiledOf(schema), given, supposed(operation));
  walkOperation(schema, document, operation, collector);
  return [...collector.used.values()];
}

/** graphql-js skips a fragment that is not there. Here, what is in it would be missing from the answer. */
function refuseMissingFragments(document: DocumentNode): void {
  const names = new Set(document.definitions.map((node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value));
  visit(document, {
    FragmentSpread: ({ name: { value } }) => {
      if (!names.has(value)) throw new TypeError(`The document has no fragment ${value}.`);
    },
  });
}

class Collector implements Visitor {
  /** Each selection set once a type: a second path to it uses nothing new. */
  readonly mostPaths = 0;
  readonly used = new Map<string, UsedElement>();
  readonly #inputs: SuppliedInputs;

  constructor(
    readonly compiled: Compiled,
    readonly given: Variables | undefined,
    supposed: Variables,
  ) {
    this.#inputs = new SuppliedInputs(compiled, given ?? supposed);
  }

  isIncluded(selection: SelectionNode): boolean {
    if (this.given === undefined && isConditional(selection)) return true;
    return isIncluded(selection, this.given ?? {});
  }

  take({ type, field, node, path }: SelectedField): boolean {
    if (!field) {
      if (node.name.value.startsWith('__')) return false;
      throw new TypeError(`The schema has no field ${type.name}.${node.name.value}.`);
    }
    const coordinate = `${type.name}.${field.name}`;
    for (const element of [coordinate, ...this.#inputs.of(coordinate, field, node)]) {
      const requires = this.compiled.requirements.get(element);
      if (requires && !this.used.has(element))
        this.used.set(element, { element, requires, path: keysOf(path).join('.') });
    }
    return true;
  }
}

function coerced(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Variables): Variables {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (coerced) return coerced;
  throw new TypeError(errors?.map(({ message }) => message).join('\n'));
}

/** Variables that are all given, and hold nothing. */
function supposed({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(variableDefinitions.map(({ variable }) => [variable.name.value, undefined]));
}

function noOperation(document: DocumentNode, name: string | undefined): string {
  const names = operationsOf(document).map((operation) => operation.name?.value ?? '');
  if (name !== undefined) return `The document has no operation ${JSON.stringify(name)}.`;
  if (names.length === 0) return 'The document has no operation.';
  return `The document has ${names.length} operations. Say which: ${names.join(', ')}.`;
}
