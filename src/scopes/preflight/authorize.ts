import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { grantOf } from '../enforce/grant.js';
import { type Mode, policyOf } from '../enforce/policy.js';
import { closingRefusal, refusalOf, type ScopeRefusal } from '../enforce/refusal.js';
import type { Variables } from '../enforce/supplied-inputs.js';
import { compiledOf } from '../map/compiled-schemas.js';
import type { Decided } from '../map/decisions.js';
import type { Grant } from '../requirement.js';
import { type Findings, findRefusals } from './findings.js';
import { operationIn } from './operation.js';

export interface Request {
  document: DocumentNode;
  operationName?: string | null | undefined;
  /** As the client sent them. */
  variables?: Variables | null | undefined;
  /** Who is asking; `scopes: null` is nobody, as is null. */
  auth: { readonly scopes: Grant } | null;
}

export interface Verdict {
  /** Whether the operation must not run at all. */
  refused: boolean;
  /**
   * What would be refused, in the order of the document, at most 100. Below an abstract type it is what its possible
   * types would refuse; a path names response keys, without list indexes.
   */
  refusals: readonly ScopeRefusal[];
  /** What to answer with where the operation must not run: the refusals, and one that says so where there are more. */
  errors: readonly GraphQLError[];
}

const ALLOWED: Verdict = { refused: false, refusals: [], errors: [] };

/** What is known of each operation, for each set of decisions, where no variable could change it. */
const known = new WeakMap<DocumentNode, Map<Decided, Map<OperationDefinitionNode, Findings>>>();

/** Somebody may come with every set of scopes, and a document may be kept for long. */
const MOST_SETS_REMEMBERED = 8;

/**
 * Decides before anything runs what of an operation will be refused. In time linear in the document, per possible type.
 *
 * An operation that execution rejects anyway (no such operation, variables of the wrong type) is left to it: nothing
 * of it runs, and the client learns first what is wrong with its input.
 * @param schema the schema that `enforceScopes` returned, whose mode decides whether the operation must not run
 * @throws TypeError where `auth.scopes` is neither an array, a Set nor null
 */
export function authorize(schema: GraphQLSchema, request: Request): Verdict {
  const grant = grantOf(request);
  const operation = operationIn(request.document, request.operationName);
  if (!operation) return ALLOWED;
  const findings = findingsOf(schema, request, operation, grant);
  if (!findings || findings.refused.length === 0) return ALLOWED;
  const { mode, discloseScopes } = policyOf(schema);
  const refusals = findings.refused.map(({ coordinate, requirement, node, path }) =>
    refusalOf({ coordinate, requirement, grant, nodes: [node], path: [...path], discloseScopes }),
  );
  const { further } = findings;
  const closing = further ? [closingRefusal({ grant, nodes: [further.node], path: [...further.path] })] : [];
  return { refused: mustNotRun(operation, mode, findings), refusals, errors: [...refusals, ...closing] };
}

/** @returns undefined where the variables are of the wrong type */
function findingsOf(
  schema: GraphQLSchema,
  { document, variables }: Request,
  operation: OperationDefinitionNode,
  grant: Grant,
): Findings | undefined {
  const compiled = compiledOf(schema);
  const decided = compiled.decisions.of(grant);
  const before = known.get(document)?.get(decided)?.get(operation);
  if (before?.refused.length === 0) return before;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 1 });
  if (before || !coerced) return coerced && before;
  const findings = findRefusals(schema, document, operation, { compiled, decided, variables: coerced });
  if (!findings.dependsOnVariables) remember(document, decided, operation, findings);
  return findings;
}

function remember(
  document: DocumentNode,
  decided: Decided,
  operation: OperationDefinitionNode,
  findings: Findings,
): void {
  const ofDocument = known.get(document) ?? new Map<Decided, Map<OperationDefinitionNode, Findings>>();
  known.set(document, ofDocument);
  if (ofDocument.size >= MOST_SETS_REMEMBERED && !ofDocument.has(decided)) ofDocument.clear();
  const ofDecided = ofDocument.get(decided) ?? new Map<OperationDefinitionNode, Findings>();
  ofDocument.set(decided, ofDecided);
  ofDecided.set(operation, findings);
}

function mustNotRun({ operation }: OperationDefinitionNode, mode: Mode, findings: Findings): boolean {
  if (mode === 'dryRun') return false;
  return mode === 'reject' || operation === OperationTypeNode.MUTATION || findings.isWhollyRefused;
}
