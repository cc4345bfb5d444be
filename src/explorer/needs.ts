import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { type Requirement, requiredScopes } from '../scopes/index.js';

/** What is in the editor. */
export interface Editing {
  text: string;
  /** Where the cursor is, in characters from the beginning. */
  cursor: number;
  /** The operation that was chosen last. */
  chosen: string | null;
}

/** What the operation that is being written needs. */
export interface Needs {
  /** Its name; null where it has none. */
  operation: string | null;
  /** The outer list is OR, an inner one AND; null is everybody. */
  requirement: Requirement | null;
}

/** @returns undefined where it cannot be told: while it is being written, an operation often makes no sense */
export function needsOf(schema: GraphQLSchema, editing: Editing): Needs | undefined {
  try {
    const document = parse(editing.text);
    const operation = operationAt(document, editing);
    if (!operation) return undefined;
    const operationName = operation.name?.value;
    const requirement = requiredScopes(schema, document, operationName === undefined ? {} : { operationName });
    return { operation: operationName ?? null, requirement };
  } catch {
    return undefined;
  }
}

/** The operation that the cursor is in, or else the one that was chosen, or else the first. */
function operationAt(document: DocumentNode, { cursor, chosen }: Editing): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return (
    operations.find(({ loc }) => loc && loc.start <= cursor && cursor <= loc.end) ??
    operations.find(({ name }) => name?.value === chosen) ??
    operations[0]
  );
}
