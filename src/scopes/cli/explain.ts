import { readFileSync, statSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  Source,
  validate,
} from 'graphql';
import { type OperationOptions, protectedElements, requiredScopes } from '../analyse/required-scopes.js';
import { authorize } from '../preflight/authorize.js';
import { operationsOf } from '../preflight/operation.js';
import { inWords, type Requirement } from '../requirement.js';
import { type Outcome, print } from './outcome.js';
import { NO_STRICT, SCHEMA, withSchema } from './with-schema.js';

export function addExplain(program: Command): void {
  declare(program).action((operand, given) =>
    print(withSchema(given, (schema) => explainEach(schema, operand, given))),
  );
}

type Given = ReturnType<ReturnType<typeof declare>['opts']>;

function declare(program: Command) {
  return program
    .command('explain')
    .description('Says which scopes an operation needs, and for what.')
    .argument('<operation>', 'a file, - for standard input, or its text')
    .addOption(SCHEMA)
    .addOption(NO_STRICT)
    .option('--operation <name>', 'only this one of the document')
    .option('--variables <json>', 'the variables, as a client would send them', readVariables)
    .option('--scopes <names>', 'says too what somebody who holds these would be refused')
    .addHelpText('after', "\nExample:\n  scopes explain '{ me { username } }' --scopes me");
}

/** Says what each operation of a document needs, and what somebody who holds `--scopes` would be refused. */
function explainEach(schema: GraphQLSchema, operand: string, { operation, variables, scopes }: Given): Outcome {
  const document = readOperation(operand);
  const errors = document instanceof GraphQLError ? [document] : validate(schema, document);
  if (document instanceof GraphQLError || errors.length > 0) {
    return { ok: false, text: `${errors.map(String).join('\n\n')}\n` };
  }
  const told: string[] = [];
  for (const node of operationsIn(document, operation)) {
    const misfits = variables ? misfitsIn(schema, node, variables) : [];
    if (misfits.length > 0) return { ok: false, text: `${[titleOf(node), ...misfits].join('\n  ')}\n` };
    told.push(tell(schema, document, node, variables, scopes));
  }
  return { ok: true, text: told.join('\n') };
}

function misfitsIn(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode, given: Variables) {
  const { errors = [] } = getVariableValues(schema, variableDefinitions, given);
  return errors.map(({ message }) => message);
}

type Variables = Record<string, unknown>;

function readOperation(operand: string): DocumentNode | GraphQLError {
  const found = operand === '-' ? undefined : statSync(operand, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new InvalidArgumentError(`${operand} is a folder, and no operation.`);
  try {
    if (operand === '-') return parse(new Source(readFileSync(0, 'utf8'), 'standard input'));
    return parse(found ? new Source(readFileSync(operand, 'utf8'), operand) : operand);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function operationsIn(document: DocumentNode, name: string | undefined): OperationDefinitionNode[] {
  const operations = operationsOf(document);
  const chosen = name === undefined ? operations : operations.filter((node) => node.name?.value === name);
  if (chosen.length === 0) throw new InvalidArgumentError(`The document has no operation ${name ?? 'at all'}.`);
  return chosen;
}

function tell(
  schema: GraphQLSchema,
  document: DocumentNode,
  node: OperationDefinitionNode,
  variables: Variables | undefined,
  scopes: string | undefined,
): string {
  const given: OperationOptions = {
    ...(node.name && { operationName: node.name.value }),
    ...(variables && { variables }),
  };
  const elements = protectedElements(schema, document, given);
  const lines = elements.map(({ path, element, requires }) => `  ${path}: ${element} requires ${inWords(requires)}`);
  const verdict = scopes === undefined ? [] : tellVerdict(schema, document, node, given, scopes);
  return `${[titleOf(node), ...lines, tellNeeds(schema, document, given), ...verdict].join('\n')}\n`;
}

function titleOf({ operation, name }: OperationDefinitionNode): string {
  return name ? `${operation} ${name.value}` : operation;
}

function tellNeeds(schema: GraphQLSchema, document: DocumentNode, given: OperationOptions): string {
  try {
    return needs(requiredScopes(schema, document, given));
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function needs(requirement: Requirement | null): string {
  if (requirement === null) return 'Needs nothing: everybody may run it.';
  return `Needs ${inWords(requirement)}.`;
}

function tellVerdict(
  schema: GraphQLSchema,
  document: DocumentNode,
  node: OperationDefinitionNode,
  { operationName, variables }: OperationOptions,
  held: string,
): string[] {
  const scopes = held.split(/[\s,]+/).filter(Boolean);
  const unsaid = variables ? [] : misfitsIn(schema, node, {});
  if (unsaid.length > 0) return ['What is refused depends on --variables:', ...unsaid.map((each) => `  ${each}`)];
  const { refused, refusals } = authorize(schema, { document, operationName, variables, auth: { scopes } });
  const without = !variables && node.variableDefinitions?.length ? ', and no variables' : '';
  const title = `With ${scopes.join(' ') || 'no scopes'}${without}:`;
  if (refusals.length === 0) return [`${title} it runs in full.`];
  const lines = refusals.map(({ path, message }) => `  ${path?.join('.')}: ${message}`);
  return [`${title} ${refused ? 'nothing of it runs.' : 'it runs in part.'}`, ...lines];
}

function readVariables(text: string): Variables {
  try {
    const variables: unknown = JSON.parse(text);
    if (typeof variables === 'object' && variables !== null && !Array.isArray(variables)) return { ...variables };
  } catch {
    // It is told below.
  }
  throw new InvalidArgumentError('It takes a JSON object.');
}
