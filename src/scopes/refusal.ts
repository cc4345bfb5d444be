import { type ASTNode, GraphQLError } from 'graphql';
import { type Grant, inWords, lacking, nearest, type Requirement } from './requirement.js';

export interface RefusalDetails {
  /** The schema coordinate of what is refused: `Query.me`, `Query.search(all:)`, `Filter.secret`. */
  coordinate: string;
  requirement: Requirement;
  grant: Grant;
  nodes: readonly ASTNode[];
  /** The response path: keys and list indexes. */
  path: readonly (string | number)[];
}

/**
 * Somebody may not use an element of the schema.
 *
 * `extensions.code` is `UNAUTHENTICATED` for nobody and `FORBIDDEN` for somebody who lacks scopes. Where scopes would
 * help, `requiredScopes` is the OR of ANDs and `missingScopes` what the nearest alternative still needs.
 */
export class ScopeRefusal extends GraphQLError {
  /** The schema coordinate of what is refused. */
  readonly element: string;

  constructor({ coordinate, requirement, grant, nodes, path }: RefusalDetails) {
    const missing = lacking(nearest(requirement, grant), grant);
    super(explain(coordinate, requirement, missing, grant), {
      nodes,
      path,
      extensions: {
        code: grant === null ? 'UNAUTHENTICATED' : 'FORBIDDEN',
        ...(asksForScopes(requirement) && { requiredScopes: requirement, missingScopes: missing }),
      },
    });
    this.name = 'ScopeRefusal';
    this.element = coordinate;
  }
}

export function asksForScopes(requirement: Requirement): boolean {
  return requirement.some((scopes) => scopes.length > 0);
}

function explain(coordinate: string, requirement: Requirement, missing: string[], grant: Grant): string {
  if (!asksForScopes(requirement)) return `${coordinate} requires signing in.`;
  const needs = `${coordinate} requires scopes: ${inWords(requirement)}.`;
  return grant === null ? `${needs} Sign in first.` : `${needs} Missing: ${missing.join(', ')}.`;
}
