import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { requiredScopes } from '../analyse/required-scopes.js';
import { requirementsOf } from '../map/compiled-schemas.js';
import { operationsOf } from '../preflight/operation.js';
import type { Requirement } from '../requirement.js';
import { catalogueOf } from '../sdl/catalogue.js';

/** A file of a frontend, as graphql-codegen hands it to its plugins. */
interface DocumentFile {
  location?: string;
  document?: DocumentNode;
}

/** What presets that write a file for each document say of the fragments in the others. */
interface PluginConfig {
  externalFragments?: readonly { node: FragmentDefinitionNode }[];
}

/**
 * A plugin for graphql-codegen: writes `operationScopes`, each operation of a frontend to the smallest sets of scopes with
 * which it runs in full, to be put beside its typed documents.
 * @throws TypeError for an operation without a name, two of one name, a fragment that is not there, or a schema without any rule,
 *   as one made from introspection is
 */
export function plugin(
  schema: GraphQLSchema,
  documents: readonly DocumentFile[],
  { externalFragments = [] }: PluginConfig = {},
): string {
  refuseWithoutRules(schema);
  const whole: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      ...documents.flatMap(({ document }) => document?.definitions ?? []),
      ...externalFragments.map(({ node }) => node),
    ],
  };
  const operations = documents.flatMap((file) =>
    file.document ? operationsOf(file.document).map((node) => nameOf(node, file)) : [],
  );
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

function nameOf({ name }: OperationDefinitionNode, { location }: DocumentFile): string {
  if (name) return name.value;
  throw new TypeError(`An operation has no name${location === undefined ? '' : ` in ${location}`}.`);
}

function write(scopes: Requirement | null): string {
  if (scopes === null) return 'null';
  return `[${scopes.map((together) => `[${together.map((scope) => JSON.stringify(scope)).join(', ')}]`).join(', ')}]`;
}

/** Introspection and printSchema tell which directives there are, and not where they stand: everything would seem to be open. */
function refuseWithoutRules(schema: GraphQLSchema): void {
  if (requirementsOf(schema).size > 0 || catalogueOf(schema).size > 0) return;
  throw new TypeError('Give codegen the SDL: nothing in this schema has a rule, as in one made from introspection.');
}
