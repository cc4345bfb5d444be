import { type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql';

/** The operation of a document that execution would choose. */
export function operationIn(
  { definitions }: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (name == null) return operations.length === 1 ? operations[0] : undefined;
  return operations.findLast((operation) => operation.name?.value === name);
}
