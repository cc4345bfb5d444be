import {
  type ASTNode,
  type ConstDirectiveNode,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  Kind,
} from 'graphql';

export type Composite = GraphQLObjectType | GraphQLInterfaceType;

/** A node that directives can stand on. */
export type DefinitionNode = ASTNode & { directives?: readonly ConstDirectiveNode[] | undefined };

/** What may have been defined in SDL. */
export interface Defined {
  astNode?: DefinitionNode | null | undefined;
}

/** Members (fields, arguments, enum values) by name, each with all its definitions. */
export type Members = ReadonlyMap<string, readonly DefinitionNode[]>;

/** The definition of a type or a schema, and its extensions. */
export function definitionsOf({
  astNode,
  extensionASTNodes,
}: Defined & { extensionASTNodes: readonly DefinitionNode[] }): readonly DefinitionNode[] {
  return astNode ? [astNode, ...extensionASTNodes] : extensionASTNodes;
}

/**
 * Every definition of every member, not only those that the schema kept: where SDL is built without validation, an
 * extension may define a field a second time, and the first one's rule still holds.
 * @returns nothing at all where there are no others than those kept, which is nearly always
 */
export function membersOf(owners: readonly DefinitionNode[], kept: readonly Defined[]): Members {
  const [only] = owners;
  if (only && owners.length === 1 && areSame(membersIn(only), kept)) return NO_OTHERS;
  const members = new Map<string, DefinitionNode[]>();
  for (const member of owners.flatMap(membersIn)) {
    if (!('name' in member) || !member.name) continue;
    const others = members.get(member.name.value);
    if (others) others.push(member);
    else members.set(member.name.value, [member]);
  }
  return members;
}

const NO_OTHERS: Members = new Map();

function areSame(written: readonly DefinitionNode[], kept: readonly Defined[]): boolean {
  return written.length === kept.length && written.every((node, at) => node === kept[at]?.astNode);
}

/** The definitions of one member, and the node that the schema has for it where a transformer has replaced it. */
export function definitionsOfMember(
  { name, astNode }: Defined & { name: string },
  members: Members,
): readonly DefinitionNode[] {
  const found = members.get(name);
  if (!found) return astNode ? [astNode] : [];
  return !astNode || found.includes(astNode) ? found : [astNode, ...found];
}

function membersIn(node: DefinitionNode): readonly DefinitionNode[] {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return node.fields ?? [];
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return node.values ?? [];
    case Kind.FIELD_DEFINITION:
      return node.arguments ?? [];
    default:
      return [];
  }
}

/** Every interface that a type implements, by whatever way. */
export function interfacesOf(type: Composite): GraphQLInterfaceType[] {
  const direct = type.getInterfaces();
  if (direct.length === 0) return [];
  const found = new Set<GraphQLInterfaceType>(direct);
  for (const each of found) for (const parent of each.getInterfaces()) found.add(parent);
  return [...found];
}

/** The name of the directive location that a type is. */
export function locationOf(type: GraphQLNamedType): string {
  if (isObjectType(type)) return 'OBJECT';
  if (isInterfaceType(type)) return 'INTERFACE';
  if (isUnionType(type)) return 'UNION';
  if (isEnumType(type)) return 'ENUM';
  return isScalarType(type) ? 'SCALAR' : 'INPUT_OBJECT';
}
