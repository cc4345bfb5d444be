import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  getVariableValues,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { grantOf } from './grant.js';
import { ScopeRefusal } from './refusal.js';
import { type Grant, isMet } from './requirement.js';
import { compiledOf } from './requirements.js';
import { SuppliedInputs, type Variables } from './supplied-inputs.js';

/**
 * What to do with an operation of which a part is refused. `partial`: run it as long as one root field may run, but a
 * mutation only whole. `reject`: run nothing that is refused in part.
 */
export type Mode = 'partial' | 'reject';

export interface Request {
  document: DocumentNode;
  operationName?: string | null | undefined;
  /** As the client sent them. */
  variables?: Variables | null | undefined;
  /** Who is asking; `scopes: null` is nobody, as is null. */
  auth: { readonly scopes: Grant } | null;
  mode?: Mode;
}

export interface Verdict {
  /** Whether the operation must not run at all. */
  refused: boolean;
  /**
   * What would be refused, in the order of the document, at most 100. Below an abstract type it is what its possible
   * types would refuse; a path names response keys, without list indexes.
   */
  refusals: readonly ScopeRefusal[];
}

const ALLOWED: Verdict = { refused: false, refusals: [] };
const MOST_REFUSALS = 100;
/** Up to so many selections each path is walked; from then on each selection set once a type. */
const MOST_PATHS = 1_000;

/**
 * Decides before anything runs what of an operation will be refused. In time linear in the document, per possible type.
 *
 * An operation that execution rejects anyway (no such operation, variables of the wrong type) is left to it: nothing
 * of it runs, and the client learns first what is wrong with its input.
 * @param schema the schema that `enforceScopes` returned, or the one it was given
 * @throws TypeError where `auth.scopes` is neither an array, a Set nor null
 */
export function authorize(schema: GraphQLSchema, request: Request): Verdict {
  const grant = grantOf(request);
  const operation = operationIn(request);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return ALLOWED;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, {
    maxErrors: 1,
  });
  if (!coerced) return ALLOWED;
  const walk = new Walk(schema, request.document, coerced, grant);
  walk.run(operation.selectionSet, root);
  return { refused: mustNotRun(operation.operation, request.mode ?? 'partial', walk), refusals: walk.refusals };
}

/** The operation that execution would choose. */
function operationIn({ document, operationName }: Request): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operationName == null) return operations.length === 1 ? operations[0] : undefined;
  return operations.findLast(({ name }) => name?.value === operationName);
}

function mustNotRun(operation: OperationTypeNode, mode: Mode, { refusals, rootKeys, refusedRootKeys }: Walk): boolean {
  if (refusals.length === 0) return false;
  if (mode === 'reject' || operation === OperationTypeNode.MUTATION) return true;
  return refusedRootKeys.size === rootKeys.size;
}

type Path = readonly string[];

interface Step {
  selection: SelectionNode;
  type: GraphQLObjectType;
  parentPath: Path;
}

class Walk {
  readonly refusals: ScopeRefusal[] = [];
  readonly rootKeys = new Set<string>();
  readonly refusedRootKeys = new Set<string>();
  readonly #inputs: SuppliedInputs;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #visited = new Map<SelectionSetNode, Set<GraphQLObjectType>>();
  /** Still to be walked, the next one last. Not the call stack, which a long chain of fragments would exhaust. */
  readonly #steps: Step[] = [];
  #walked = 0;

  constructor(
    readonly schema: GraphQLSchema,
    document: DocumentNode,
    readonly variables: Variables,
    readonly grant: Grant,
  ) {
    this.#inputs = new SuppliedInputs(compiledOf(schema), variables);
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  run(selectionSet: SelectionSetNode, root: GraphQLObjectType): void {
    this.#enter(selectionSet, root, []);
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      this.#walked += 1;
      if (this.#isIncluded(step.selection)) this.#take(step);
    }
  }

  #enter(selectionSet: SelectionSetNode, type: GraphQLObjectType, parentPath: Path): void {
    const types = this.#visited.get(selectionSet) ?? new Set();
    if (types.has(type) && this.#walked > MOST_PATHS) return;
    this.#visited.set(selectionSet, types.add(type));
    for (const selection of selectionSet.selections.toReversed()) this.#steps.push({ selection, type, parentPath });
  }

  #take({ selection, type, parentPath }: Step): void {
    if (selection.kind === Kind.FIELD) {
      this.#takeField(selection, type, parentPath);
      return;
    }
    const target = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
    if (target && this.#applies(target.typeCondition?.name.value, type)) {
      this.#enter(target.selectionSet, type, parentPath);
    }
  }

  #takeField(node: FieldNode, type: GraphQLObjectType, parentPath: Path): void {
    const key = node.alias?.value ?? node.name.value;
    const isRoot = parentPath.length === 0;
    if (isRoot) this.rootKeys.add(key);
    const field = type.getFields()[node.name.value];
    if (!field) return;
    const path = [...parentPath, key];
    const coordinate = `${type.name}.${field.name}`;
    const refused = [coordinate, ...this.#inputs.of(coordinate, field, node)].find((each) => this.#isRefused(each));
    if (refused !== undefined) {
      this.#refuse(refused, node, path);
      if (isRoot) this.refusedRootKeys.add(key);
      return;
    }
    const named = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(named)) return;
    const possible = isAbstractType(named) ? this.schema.getPossibleTypes(named) : [named];
    for (const each of possible) this.#enter(node.selectionSet, each, path);
  }

  #isRefused(coordinate: string): boolean {
    const requirement = this.#inputs.compiled.requirements.get(coordinate);
    return requirement !== undefined && !isMet(requirement, this.grant);
  }

  /** Tells a refusal once, though its path may be selected several times. */
  #refuse(coordinate: string, node: FieldNode, path: Path): void {
    const requirement = this.#inputs.compiled.requirements.get(coordinate);
    if (!requirement || this.refusals.length >= MOST_REFUSALS) return;
    const said = this.refusals.some((other) => other.element === coordinate && other.path?.join() === path.join());
    if (said) return;
    this.refusals.push(new ScopeRefusal({ coordinate, requirement, grant: this.grant, nodes: [node], path }));
  }

  /** A condition that cannot be evaluated (null in place of a Boolean) hides nothing: execution may reach what is beside it. */
  #isIncluded(selection: SelectionNode): boolean {
    try {
      const skip = getDirectiveValues(GraphQLSkipDirective, selection, this.variables);
      const include = getDirectiveValues(GraphQLIncludeDirective, selection, this.variables);
      return skip?.if !== true && include?.if !== false;
    } catch {
      return true;
    }
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const other = this.schema.getType(condition);
    return isAbstractType(other) && this.schema.isSubType(other, type);
  }
}
