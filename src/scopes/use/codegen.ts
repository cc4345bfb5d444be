import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { requiredScopes } from '../analyse/required-scopes.js';
import type { Requirement } from '../requirement.js';

/** A file of a frontend, as graphql-codegen hands it to its plugins. */
interface DocumentFile {
  location?: string;
  document?: DocumentNode;
}

/**
 * A plugin for graphql-codegen: writes `operationScopes`, each operation of a frontend to the smallest sets of scopes with
 * which it runs in full, to be put beside its typed documents.
 * @throws TypeError for an operation without a name, two of one name, or a schema made from introspection, which has no rules
 */
export function plugin(schema: GraphQLSchema, documents: readonly DocumentFile[]): string {
  refuseIntrospected(schema);
  const whole: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: documents.flatMap(({ document }) => document?.definitions ?? []),
  };
  const operations = documents.flatMap((file) => operationsIn(file).map((node) => nameOf(node, file)));
  const twice = operations.find((name, at) => operations.indexOf(name) !== at);
  if (twice !== undefined) throw new TypeError(`Two operations are named ${twice}.`);
  const entries = operations.map((name) => {
    const scopes = requiredScopes(schema, whole, { operationName: name });
    return `  ${name}: ${write(scopes)},`;
  });
  return `${[HEAD, ...entries, '} as const;'].join('\n')}\n`;
}

const HEAD = `/**
 * The smallest sets of scopes with which each operation runs in full: the outer list is OR, an inner one AND.
 * \`[[]]\` is anybody who is signed in, null is everybody.
 */
export const operationScopes = {`;

function operationsIn({ document }: DocumentFile): OperationDefinitionNode[] {
  return document?.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION) ?? [];
}

function nameOf({ name }: OperationDefinitionNode, { location }: DocumentFile): string {
  if (name) return name.value;
  throw new TypeError(`An operation has no name${location === undefined ? '' : ` in ${location}`}.`);
}

function write(scopes: Requirement | null): string {
  if (scopes === null) return 'null';
  return `[${scopes.map((together) => `[${together.map((scope) => JSON.stringify(scope)).join(', ')}]`).join(', ')}]`;
}

/** Introspection tells which directives there are, and not where they stand: everything would seem to be open. */
function refuseIntrospected(schema: GraphQLSchema): void {
  const isFromSdl = Object.values(schema.getTypeMap()).some(({ astNode }) => astNode);
  if (!isFromSdl)
    throw new TypeError('Give codegen the SDL: a schema made from introspection has lost its directives.');
}
