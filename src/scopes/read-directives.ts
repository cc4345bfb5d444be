import { type ASTNode, type ConstDirectiveNode, type ConstValueNode, Kind } from 'graphql';
import { distance } from './did-you-mean.js';
import { locationsOf } from './directives.js';
import { type Fault, faultAt } from './faults.js';
import { type KnownScopes, readScopes } from './read-scopes.js';
import { all, type Requirement, SIGNED_IN } from './requirement.js';

/** An element of the schema and the nodes that define it: more than one where it is extended. */
export interface Annotated {
  coordinate: string;
  /** A directive location, such as `FIELD_DEFINITION`. */
  location: string;
  nodes: readonly (ASTNode & { directives?: readonly ConstDirectiveNode[] | undefined })[];
}

/** What the directives of one element say. */
export interface Rule {
  requirement: Requirement | undefined;
  isPublic: boolean;
}

/**
 * Reads the directives of one element; of two that stand on it (a type and its extension) both hold.
 * Reports every fault and goes on.
 */
export function readDirectives(element: Annotated, known: KnownScopes, faults: Fault[]): Rule {
  const directives = element.nodes.flatMap((node) => node.directives ?? []);
  const mine = directives.filter((directive) => isOurs(directive, element, faults));
  return {
    requirement: all(mine.map((directive) => readRequirement(directive, element, known, faults))),
    isPublic: mine.some(({ name }) => name.value === 'public'),
  };
}

function readRequirement(
  directive: ConstDirectiveNode,
  { coordinate }: Annotated,
  known: KnownScopes,
  faults: Fault[],
): Requirement | undefined {
  const complain = (message: string) => void faults.push(faultAt(coordinate, directive, message));
  switch (directive.name.value) {
    case 'authenticated':
      return SIGNED_IN;
    case 'requiresScopes': {
      const value = scopesArgument(directive, complain);
      return value && readScopes(value, known, complain);
    }
    default:
      return undefined;
  }
}

function scopesArgument(
  directive: ConstDirectiveNode,
  complain: (message: string) => void,
): ConstValueNode | undefined {
  const [argument, ...more] = directive.arguments ?? [];
  if (argument?.name.value !== 'scopes' || more.length > 0) {
    complain('@requiresScopes takes one argument: scopes, such as @requiresScopes(scopes: ["items"]).');
    return undefined;
  }
  if (isSpliced(directive)) {
    complain(
      '@requiresScopes stands on this element twice, and a tool that merges type definitions has joined the two lists, ' +
        'which turns AND into OR. Write one directive, or build the schema from concatAST.',
    );
    return undefined;
  }
  return argument.value;
}

function isOurs(directive: ConstDirectiveNode, element: Annotated, faults: Fault[]): boolean {
  const name = directive.name.value;
  const complain = (message: string) => void faults.push(faultAt(element.coordinate, directive, message));
  const locations = locationsOf.get(name);
  if (!locations) {
    const meant = lookalike(name);
    if (meant) complain(`@${name} protects nothing. Did you mean @${meant}?`);
    return false;
  }
  if (!locations.has(element.location)) {
    complain(`@${name} has no effect on ${element.location}. It may stand on ${[...locations].join(', ')}.`);
    return false;
  }
  return true;
}

/** The directive of ours that a foreign name resembles: misspelt, in another case, or behind a namespace. */
function lookalike(name: string): string | undefined {
  const word = plain(name.slice(name.lastIndexOf('__') + 1));
  return [...locationsOf.keys()].find((ours) => distance(word, plain(ours)) <= (ours.length > 8 ? 3 : 1));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

/**
 * graphql-tools joins two directives of one name by putting the arguments, or the list elements, of one into the other.
 * The nodes keep where they were written, so a part that lies outside of its whole has come from elsewhere.
 */
function isSpliced(node: ConstDirectiveNode | ConstValueNode): boolean {
  const parts = partsOf(node);
  return parts.some((part) => !encloses(node, part) || isSpliced(part));
}

function partsOf(node: ConstDirectiveNode | ConstValueNode): readonly ConstValueNode[] {
  if (node.kind === Kind.DIRECTIVE) return node.arguments?.map(({ value }) => value) ?? [];
  return node.kind === Kind.LIST ? node.values : [];
}

function encloses({ loc: whole }: ASTNode, { loc: part }: ASTNode): boolean {
  if (!whole || !part) return true;
  return whole.source === part.source && whole.start <= part.start && part.end <= whole.end;
}
