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
  getOperationAST,
  getVariableValues,
  isAbstractType,
  isCompositeType,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { ScopeRefusal } from './refusal.js';
import { type Grant, isMet } from './requirement.js';
import { type Requirements, requirementsOf } from './requirements.js';
import { suppliedInputs, type Variables } from './supplied-inputs.js';

/**
 * What to do with an operation of which a part is refused. `partial`: run a query as long as one root field may run, and
 * a mutation only whole. `reject`: run nothing that is refused in part. `dryRun`: run everything that the schema itself
 * lets through, and only report.
 */
export type Mode = 'partial' | 'reject' | 'dryRun';

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
   * What would be refused, once a field and type. Below an abstract type it is what its possible types would refuse; a
   * path names the response keys, without list indexes.
   */
  refusals: readonly ScopeRefusal[];
}

const ALLOWED: Verdict = { refused: false, refusals: [] };

/**
 * Decides before anything runs what of an operation will be refused. In time linear in the document, per possible type.
 *
 * An operation that execution rejects anyway (no such operation, variables of the wrong type) is left to it: nothing
 * of it runs, and the client learns first what is wrong with its input.
 * @param schema the schema that `enforceScopes` returned, or the one it was given
 */
export function authorize(schema: GraphQLSchema, request: Request): Verdict {
  const operation = getOperationAST(request.document, request.operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return ALLOWED;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
  if (!coerced) return ALLOWED;
  const walk = new Walk(schema, request.document, coerced, request.auth?.scopes ?? null);
  walk.visit(operation.selectionSet, root, []);
  const { refusals } = walk;
  return { refused: mustNotRun(operation.operation, request.mode ?? 'partial', walk), refusals };
}

function mustNotRun(operation: OperationTypeNode, mode: Mode, { refusals, rootKeys }: Walk): boolean {
  if (refusals.length === 0 || mode === 'dryRun') return false;
  if (mode === 'reject' || operation !== OperationTypeNode.QUERY) return true;
  const refusedKeys = new Set(refusals.filter(({ path }) => path?.length === 1).map(({ path }) => path?.[0]));
  return refusedKeys.size === rootKeys.size;
}

type Path = readonly string[];

class Walk {
  readonly refusals: ScopeRefusal[] = [];
  readonly rootKeys = new Set<string>();
  readonly #requirements: Requirements;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** A selection set needs one visit a type: fragments that spread each other many times cost nothing more. */
  readonly #visited = new Map<SelectionSetNode, Set<GraphQLObjectType>>();

  constructor(
    readonly schema: GraphQLSchema,
    document: DocumentNode,
    readonly variables: Variables,
    readonly grant: Grant,
  ) {
    this.#requirements = requirementsOf(schema);
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  visit(selectionSet: SelectionSetNode, type: GraphQLObjectType, path: Path): void {
    const types = this.#visited.get(selectionSet) ?? new Set();
    if (types.has(type)) return;
    this.#visited.set(selectionSet, types.add(type));
    for (const selection of selectionSet.selections) {
      if (this.#isIncluded(selection)) this.#select(selection, type, path);
    }
  }

  #select(selection: SelectionNode, type: GraphQLObjectType, path: Path): void {
    if (selection.kind === Kind.FIELD) {
      this.#field(selection, type, path);
      return;
    }
    const target = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
    if (target && this.#applies(target.typeCondition?.name.value, type)) this.visit(target.selectionSet, type, path);
  }

  #field(node: FieldNode, type: GraphQLObjectType, parentPath: Path): void {
    const key = node.alias?.value ?? node.name.value;
    const path = [...parentPath, key];
    if (path.length === 1) this.rootKeys.add(key);
    const field = type.getFields()[node.name.value];
    if (!field || this.#refuses(node, type, path)) return;
    const named = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(named)) return;
    const possible = isAbstractType(named) ? this.schema.getPossibleTypes(named) : [named];
    for (const each of possible) this.visit(node.selectionSet, each, path);
  }

  #refuses(node: FieldNode, type: GraphQLObjectType, path: Path): boolean {
    const coordinate = `${type.name}.${node.name.value}`;
    const field = type.getFields()[node.name.value];
    const inputs = field ? suppliedInputs(coordinate, field, node, this.variables, this.#requirements) : [];
    const before = this.refusals.length;
    for (const element of [coordinate, ...inputs]) {
      const requirement = this.#requirements.get(element);
      if (!requirement || isMet(requirement, this.grant)) continue;
      this.refusals.push(
        new ScopeRefusal({ coordinate: element, requirement, grant: this.grant, nodes: [node], path }),
      );
    }
    return this.refusals.length > before;
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
