import { type ASTNode, GraphQLError } from 'graphql';
import { asksForScopes, type Grant, inWords, lacking, nearest, type Requirement } from '../requirement.js';

export interface RefusalDetails {
  /** The schema coordinate of what is refused: `Query.me`, `Query.search(all:)`, `Filter.secret`. */
  coordinate: string;
  requirement: Requirement;
  grant: Grant;
  nodes: readonly ASTNode[];
  /** The response path: keys and list indexes. */
  path: readonly (string | number)[];
  /** Whether to say which scopes are required. */
  discloseScopes: boolean;
}

/**
 * Somebody may not use an element of the schema.
 *
 * `extensions.code` is `UNAUTHENTICATED` for nobody and `FORBIDDEN` for somebody who lacks scopes. Where scopes would
 * help, `requiredScopes` is the OR of ANDs and `missingScopes` what the nearest alternative still needs. Its `name` is
 * GraphQLError, by which Envelop tells what is meant for clients from what it masks.
 */
export class ScopeRefusal extends GraphQLError {
  /** The schema coordinate of what is refused. */
  readonly element: string;

  constructor(details: RefusalDetails) {
    const { coordinate, requirement, grant, nodes, path } = details;
    const missingScopes = missingOf(details);
    const extensions = missingScopes ? { requiredScopes: requirement, missingScopes } : {};
    super(explain(details, missingScopes), { nodes, path, extensions: { code: codeOf(grant), ...extensions } });
    this.element = coordinate;
  }
}

/** A refusal without a stack trace: it is an answer and no defect, and the trace would cost more than all the rest of it. */
export function refusalOf(details: RefusalDetails): ScopeRefusal {
  return withoutStackTrace(() => new ScopeRefusal(details));
}

/** So many refusals of one operation are told one by one. */
export const MOST_REFUSALS = 100;

/** The error that says that there are more. */
export function closingRefusal({ grant, nodes, path }: Pick<RefusalDetails, 'grant' | 'nodes' | 'path'>): GraphQLError {
  const message = `More than ${MOST_REFUSALS} fields are refused: the others are not listed.`;
  const extensions = { code: codeOf(grant), moreRefusals: true };
  return withoutStackTrace(() => new GraphQLError(message, { nodes, path, extensions }));
}

function withoutStackTrace<T>(make: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function codeOf(grant: Grant): 'UNAUTHENTICATED' | 'FORBIDDEN' {
  return grant === null ? 'UNAUTHENTICATED' : 'FORBIDDEN';
}

/** What the nearest alternative still needs; undefined where it is not to be said, or no scope would help. */
function missingOf({ requirement, grant, discloseScopes }: RefusalDetails): string[] | undefined {
  if (!discloseScopes || !asksForScopes(requirement)) return undefined;
  return lacking(nearest(requirement, grant), grant);
}

function explain({ coordinate, requirement, grant }: RefusalDetails, missing: string[] | undefined): string {
  if (missing) {
    const needs = `${coordinate} requires scopes: ${inWords(requirement)}.`;
    return grant === null ? `${needs} Sign in first.` : `${needs} Missing: ${missing.join(', ')}.`;
  }
  const isEnoughToSignIn = grant === null || !asksForScopes(requirement);
  return `${coordinate} requires ${isEnoughToSignIn ? 'signing in' : 'scopes that you do not hold'}.`;
}
