import { type ASTNode, type ConstDirectiveNode, type ConstValueNode, Kind } from 'graphql';
import { asksForScopes, type Requirement } from '../requirement.js';
import { onlyName } from './read-scopes.js';

export const JOINED =
  'This list may be two directives that a tool which merges type definitions has joined, which turns AND into OR. ' +
  'Write one directive on an element; build the schema with graphql-js (concatAST, buildASTSchema), keep the locations ' +
  'of the nodes, and enforce a schema before you merge it with another.';

/**
 * Whether the value of a directive may have been put together from several.
 *
 * graphql-tools joins two directives of one name by putting the arguments, or the list elements, of one into the other.
 * The nodes keep where they were written, so a part that lies outside of its whole has come from elsewhere. Where the
 * nodes have lost that, only a list of one list is sure to be what somebody wrote.
 */
export function mayBeJoined(directive: ConstDirectiveNode, value: ConstValueNode): boolean {
  if (directive.loc && value.loc)
    return !encloses(directive, value) || (onlyName(value) === undefined && isSpliced(value));
  return value.kind !== Kind.LIST || value.values.length > 1;
}

/**
 * Whether a list holds the alternatives of the recorded rules and no others: each rule once, or, of a single rule, all of
 * its alternatives equally often. Otherwise somebody's rule has been joined to it who recorded none.
 */
export function isAllRecorded(value: ConstValueNode, recorded: readonly Requirement[]): boolean {
  // A rule that asks for no scope stood in no list.
  const lists = recorded.filter(asksForScopes);
  const written = countOf((value.kind === Kind.LIST ? value.values : [value]).map(namesIn));
  const expected = countOf(lists.flat());
  const isSame = (times: number) =>
    written.size === expected.size && [...expected].every(([key, count]) => written.get(key) === count * times);
  const [[first, count] = ['', 0]] = expected;
  return isSame(lists.length === 1 ? (written.get(first) ?? 0) / count : 1);
}

function countOf(alternatives: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const scopes of alternatives) {
    const key = [...new Set(scopes)].sort().join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function namesIn(node: ConstValueNode): string[] {
  return (node.kind === Kind.LIST ? node.values : [node]).map((each) => (each.kind === Kind.STRING ? each.value : ''));
}

function isSpliced(node: ConstValueNode): boolean {
  return node.kind === Kind.LIST && node.values.some((part) => !encloses(node, part) || isSpliced(part));
}

function encloses({ loc: whole }: ASTNode, { loc: part }: ASTNode): boolean {
  return !!whole && !!part && whole.source === part.source && whole.start <= part.start && part.end <= whole.end;
}
