import { existsSync, readFileSync } from 'node:fs';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { type OperationOptions, protectedElements, requiredScopes } from '../analyse/required-scopes.js';
import { authorize } from '../preflight/authorize.js';
import { inWords, type Requirement } from '../requirement.js';
import type { Options, Outcome } from './commands.js';
import { UsageError } from './usage-error.js';

/** Says what each operation of a document needs, and what somebody who holds `--scopes` would be refused. */
export function explain(schema: GraphQLSchema, operand: string | undefined, options: Options): Outcome {
  if (operand === undefined) throw new UsageError('Say which operation: a file, - for standard input, or its text.');
  const document = readOperation(operand);
  const errors = document instanceof GraphQLError ? [document] : validate(schema, document);
  if (document instanceof GraphQLError || errors.length > 0) {
    return { ok: false, text: `${errors.map(String).join('\n\n')}\n` };
  }
  const told = operationsIn(document, options.operation).map((node) => tell(schema, document, node, options));
  return { ok: true, text: told.join('\n') };
}

function readOperation(operand: string): DocumentNode | GraphQLError {
  const isFile = operand === '-' || existsSync(operand);
  try {
    return parse(isFile ? readFileSync(operand === '-' ? 0 : operand, 'utf8') : operand);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function operationsIn({ definitions }: DocumentNode, name: string | undefined): OperationDefinitionNode[] {
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const chosen = name === undefined ? operations : operations.filter((node) => node.name?.value === name);
  if (chosen.length === 0) throw new UsageError(`The document has no operation ${name ?? 'at all'}.`);
  return chosen;
}

function tell(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, name }: OperationDefinitionNode,
  options: Options,
): string {
  const given: OperationOptions = {
    ...(name && { operationName: name.value }),
    ...(options.variables !== undefined && { variables: readVariables(options.variables) }),
  };
  const elements = protectedElements(schema, document, given);
  const lines = elements.map(({ path, element, requires }) => `  ${path}: ${element} requires ${words(requires)}`);
  const title = name ? `${operation} ${name.value}` : operation;
  const verdict = options.scopes === undefined ? [] : tellVerdict(schema, document, given, options.scopes);
  return `${[title, ...lines, needs(requiredScopes(schema, document, given)), ...verdict].join('\n')}\n`;
}

function needs(requirement: Requirement | null): string {
  if (requirement === null) return 'Needs nothing: everybody may run it.';
  return `Needs ${words(requirement)}.`;
}

function words(requirement: Requirement): string {
  return inWords(requirement) || 'signing in';
}

function tellVerdict(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables }: OperationOptions,
  held: string,
): string[] {
  const scopes = held.split(/[\s,]+/).filter(Boolean);
  const { refused, refusals } = authorize(schema, { document, operationName, variables, auth: { scopes } });
  const title = `With ${scopes.join(' ') || 'no scopes'}:`;
  if (refusals.length === 0) return [`${title} it runs in full.`];
  const lines = refusals.map(({ path, message }) => `  ${path?.join('.')}: ${message}`);
  return [`${title} ${refused ? 'nothing of it runs.' : 'it runs in part.'}`, ...lines];
}

function readVariables(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new UsageError('--variables takes a JSON object.');
  }
}
