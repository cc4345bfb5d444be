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

/** Members (fields, arguments, enum values) by name, each with all its definitions. */
export type Members = ReadonlyMap<string, readonly DefinitionNode[]>;

/** The definition of a type or a schema, and its extensions. */
export function definitionsOf(defined: {
  astNode?: DefinitionNode | null | undefined;
  extensionASTNodes: readonly DefinitionNode[];
}): readonly DefinitionNode[] {
  const { astNode, extensionASTNodes } = defined;
  return astNode ? [astNode, ...extensionASTNodes] : extensionASTNodes;
}

/**
 * Every definition of every member, not only those that the schema kept: where SDL is built without validation, an
 * extension may define a field a second time, and the first one's rule still holds.
 */
export function membersOf(owners: readonly DefinitionNode[]): Members {
  const members = new Map<string, DefinitionNode[]>();
  for (const member of owners.flatMap(membersIn)) {
    if (!('name' in member) || !member.name) continue;
    const others = members.get(member.name.value);
    if (others) others.push(member);
    else members.set(member.name.value, [member]);
  }
  return members;
}

/** The definitions of one member, and the node that the schema has for it where a transformer has replaced it. */
export function definitionsOfMember(
  { name, astNode }: { name: string; astNode?: DefinitionNode | null | undefined },
  members: Members,
): readonly DefinitionNode[] {
  const found = members.get(name) ?? [];
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

/** The type and every interface that it implements, by whatever way. */
export function withInterfaces(type: Composite): Composite[] {
  const found = new Set<Composite>([type]);
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
