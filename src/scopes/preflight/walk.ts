import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A response key and the path that leads to it. Linked, so that a deep operation does not cost its depth at each field. */
export interface Path {
  key: string;
  parent: Path | undefined;
}

/** The response keys of a path, from the root down. */
export function keysOf(path: Path): string[] {
  const keys: string[] = [];
  for (let at: Path | undefined = path; at; at = at.parent) keys.push(at.key);
  return keys.reverse();
}

/** A selected field, on one of the object types that it may be resolved on. */
export interface SelectedField {
  type: GraphQLObjectType;
  /** Undefined where the type has no such field: graphql-js skips the selection. */
  field: GraphQLField<unknown, unknown> | undefined;
  node: FieldNode;
  path: Path;
}

export interface Visitor {
  /** Whether `@skip` and `@include` let a selection be. */
  isIncluded(selection: SelectionNode): boolean;
  /** @returns whether to go on below the field */
  take(selected: SelectedField): boolean;
  /** Up to so many selections each path is walked; from then on each selection set once a type. */
  mostPaths: number;
}

interface Step {
  selection: SelectionNode;
  type: GraphQLObjectType;
  parentPath: Path | undefined;
}

/**
 * Every field that an operation may come to, in the order of the document; below an abstract type, on each of its possible
 * types. In time linear in the document, per possible type, however its fragments fan out.
 */
export function walkOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  visitor: Visitor,
): void {
  const root = schema.getRootType(operation.operation);
  if (root) new Walk(schema, document, visitor).run(operation.selectionSet, root);
}

class Walk {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #visited = new Map<SelectionSetNode, Set<GraphQLObjectType>>();
  /** Still to be walked, the next one last. Not the call stack, which a long chain of fragments would exhaust. */
  readonly #steps: Step[] = [];
  #walked = 0;

  constructor(
    readonly schema: GraphQLSchema,
    document: DocumentNode,
    readonly visitor: Visitor,
  ) {
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  run(selectionSet: SelectionSetNode, root: GraphQLObjectType): void {
    this.#enter(selectionSet, root, undefined);
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      this.#walked += 1;
      if (this.visitor.isIncluded(step.selection)) this.#take(step);
    }
  }

  #enter(selectionSet: SelectionSetNode, type: GraphQLObjectType, parentPath: Path | undefined): void {
    const types = this.#visited.get(selectionSet) ?? new Set();
    if (types.has(type) && this.#walked > this.visitor.mostPaths) return;
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

  #takeField(node: FieldNode, type: GraphQLObjectType, parentPath: Path | undefined): void {
    const path = { key: node.alias?.value ?? node.name.value, parent: parentPath };
    const field = type.getFields()[node.name.value];
    if (!this.visitor.take({ type, field, node, path }) || !field || !node.selectionSet) return;
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) return;
    const possible = isAbstractType(named) ? this.schema.getPossibleTypes(named) : [named];
    for (const each of possible) this.#enter(node.selectionSet, each, path);
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const other = this.schema.getType(condition);
    return isAbstractType(other) && this.schema.isSubType(other, type);
  }
}
