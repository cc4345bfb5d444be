import { type ASTNode, type ConstDirectiveNode, type ConstValueNode, Kind } from 'graphql';
import type { DefinitionNode } from './definitions.js';
import { distance } from './did-you-mean.js';
import { locationsOf } from './directives.js';
import { type Fault, faultAt } from './faults.js';
import { type KnownScopes, readScopes } from './read-scopes.js';
import { type Extensions, recordedRules } from './recorded-rules.js';
import { all, type Requirement, SIGNED_IN } from './requirement.js';

/** An element of the schema. */
export interface Annotated {
  coordinate: string;
  /** A directive location, such as `FIELD_DEFINITION`. */
  location: string;
  /** What defines it: more than one node where it is extended. */
  nodes: readonly DefinitionNode[];
  extensions?: Extensions;
}

/** What the directives of one element say. */
export interface Rule {
  requirement: Requirement | undefined;
  isPublic: boolean;
}

type Complain = (message: string) => void;

/**
 * Reads the directives of one element; of two that stand on it (a type and its extension) both hold.
 * Reports every fault and goes on.
 */
export function readDirectives(element: Annotated, known: KnownScopes, faults: Fault[]): Rule {
  const directives = element.nodes.flatMap((node) => node.directives ?? []);
  refuseExtensionDirectives(element, directives, faults);
  const mine = directives.filter((directive) => isOurs(directive, element, faults));
  const written = mine.map((directive) => readRequirement(directive, element, known, faults));
  return {
    requirement: all([...written, ...recordedRules(element.extensions)]),
    isPublic: mine.some(({ name }) => name.value === 'public'),
  };
}

/** Some tools annotate through `extensions.directives`; a rule that is not in the SDL would be read by nobody. */
function refuseExtensionDirectives(
  { coordinate, extensions }: Annotated,
  written: readonly ConstDirectiveNode[],
  faults: Fault[],
): void {
  const names = Object.keys(extensions?.directives ?? {});
  const unwritten = names.filter((name) => locationsOf.has(name) && !written.some((node) => node.name.value === name));
  for (const name of unwritten) {
    faults.push(faultAt(coordinate, undefined, `@${name} stands in extensions.directives only. Write it in the SDL.`));
  }
}

function readRequirement(
  directive: ConstDirectiveNode,
  { coordinate, extensions }: Annotated,
  known: KnownScopes,
  faults: Fault[],
): Requirement | undefined {
  const complain: Complain = (message) => void faults.push(faultAt(coordinate, directive, message));
  if (directive.name.value === 'authenticated') return SIGNED_IN;
  if (directive.name.value !== 'requiresScopes') return undefined;
  const value = scopesArgument(directive, complain);
  if (!value) return undefined;
  if (!mayBeJoined(directive, value)) return readScopes(value, known, complain);
  if (!isAllRecorded(value, recordedRules(extensions))) complain(JOINED);
  return undefined;
}

function scopesArgument(directive: ConstDirectiveNode, complain: Complain): ConstValueNode | undefined {
  const [argument, ...more] = directive.arguments ?? [];
  if (argument?.name.value === 'scopes' && more.length === 0) return argument.value;
  complain('@requiresScopes takes one argument: scopes, such as @requiresScopes(scopes: ["items"]).');
  return undefined;
}

function isOurs(directive: ConstDirectiveNode, element: Annotated, faults: Fault[]): boolean {
  const name = directive.name.value;
  const complain: Complain = (message) => void faults.push(faultAt(element.coordinate, directive, message));
  const locations = locationsOf.get(name);
  if (!locations) {
    const meant = lookalike(directive);
    if (meant) complain(`@${name} protects nothing. Did you mean @${meant}?`);
    return false;
  }
  if (!locations.has(element.location)) {
    complain(`@${name} has no effect on ${element.location}. It may stand on ${[...locations].join(', ')}.`);
    return false;
  }
  return true;
}

/** The directive of ours that a foreign one resembles: misspelt, in another case, behind a namespace, or about scopes. */
function lookalike({ name: { value: name }, arguments: args = [] }: ConstDirectiveNode): string | undefined {
  const word = plain(name.slice(name.lastIndexOf('__') + 1));
  const near = [...locationsOf.keys()].find((ours) => distance(word, plain(ours)) <= (ours.length > 8 ? 3 : 1));
  return near ?? (args.some((argument) => argument.name.value === 'scopes') ? 'requiresScopes' : undefined);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

const JOINED =
  'This list may be two directives that a tool which merges type definitions has joined, which turns AND into OR. ' +
  'Write one directive on an element; build the schema with graphql-js (concatAST, buildASTSchema), keep the locations ' +
  'of the nodes, and enforce a schema before you merge it with another.';

/**
 * graphql-tools joins two directives of one name by putting the arguments, or the list elements, of one into the other.
 * The nodes keep where they were written, so a part that lies outside of its whole has come from elsewhere. Where the
 * nodes have lost that, only a list of one list is sure to be what somebody wrote.
 */
function mayBeJoined(directive: ConstDirectiveNode, value: ConstValueNode): boolean {
  if (directive.loc && value.loc) return !encloses(directive, value) || isSpliced(value);
  return value.kind !== Kind.LIST || value.values.length > 1;
}

/**
 * Whether a list holds the alternatives of the recorded rules and no others: each rule once, or, of a single rule, all of
 * its alternatives equally often. Otherwise somebody's rule has been joined to it who recorded none.
 */
function isAllRecorded(value: ConstValueNode, recorded: readonly Requirement[]): boolean {
  const written = countOf((value.kind === Kind.LIST ? value.values : [value]).map(namesIn));
  const expected = countOf(recorded.flat());
  const isSame = (times: number) =>
    written.size === expected.size && [...expected].every(([key, count]) => written.get(key) === count * times);
  const [[first, count] = ['', 0]] = expected;
  return isSame(recorded.length === 1 ? (written.get(first) ?? 0) / count : 1);
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
