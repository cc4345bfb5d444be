import { type ConstValueNode, Kind, print } from 'graphql';
import { didYouMean } from '../did-you-mean.js';
import { absorb, type Requirement } from '../requirement.js';

/** scope-token of RFC 6749, section 3.3: printable ASCII without space, quotation mark and backslash. */
const SCOPE_TOKEN = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/** The names a directive may use; undefined where any well-formed name will do. */
export type KnownScopes = ReadonlySet<string> | undefined;

type Complain = (message: string) => void;

/**
 * Reads the value of `scopes:`. Whatever could be read in two ways, or as 'everybody', is a fault.
 * @returns undefined after a complaint
 */
export function readScopes(value: ConstValueNode, known: KnownScopes, complain: Complain): Requirement | undefined {
  const lists = alternativesIn(value, complain);
  if (!lists) return undefined;
  const names = lists.map((list) => list.map((node) => readName(node, known, complain)));
  return names.flat().includes(undefined) ? undefined : absorb(names as string[][]);
}

/** The name in `"a"`, `["a"]` and `[["a"]]`, which mean the same; undefined of anything else. */
export function onlyName(value: ConstValueNode): string | undefined {
  let node: ConstValueNode | undefined = value;
  for (let depth = 0; node?.kind === Kind.LIST && node.values.length === 1 && depth < 2; depth += 1) {
    node = node.values[0];
  }
  return node?.kind === Kind.STRING ? node.value : undefined;
}

/** @returns what is wrong with a scope's name, or undefined */
export function faultInName(name: string): string | undefined {
  if (name === '') return 'A scope has a name: "" is none.';
  if (!SCOPE_TOKEN.test(name)) {
    return `${JSON.stringify(name)} is no scope: it may hold printable ASCII characters, but no space, quotation mark or backslash (RFC 6749, section 3.3).`;
  }
  return undefined;
}

function alternativesIn(value: ConstValueNode, complain: Complain): (readonly ConstValueNode[])[] | undefined {
  if (value.kind === Kind.STRING) return [[value]];
  if (value.kind !== Kind.LIST) {
    complain(`scopes: ${print(value)} is no list of scopes. Write [["one", "and another"], ["or this"]].`);
    return undefined;
  }
  const { values } = value;
  if (values.length === 0) {
    complain('scopes: [] names no scope. Use @authenticated for anybody who is signed in, @public for everybody.');
    return undefined;
  }
  if (values.length === 1 && values[0]?.kind === Kind.STRING) return [values];
  return readLists(value, values, complain);
}

function readLists(
  whole: ConstValueNode,
  values: readonly ConstValueNode[],
  complain: Complain,
): (readonly ConstValueNode[])[] | undefined {
  const lists = values.flatMap((node) => (node.kind === Kind.LIST ? [node.values] : []));
  if (lists.length < values.length) {
    complain(flatList(whole, values));
    return undefined;
  }
  if (lists.some((list) => list.length === 0)) {
    complain(`scopes: ${print(whole)} has an empty alternative, which everybody would meet. Take it out.`);
    return undefined;
  }
  return lists;
}

function flatList(whole: ConstValueNode, values: readonly ConstValueNode[]): string {
  if (!values.every((node) => node.kind === Kind.STRING)) {
    return `scopes: ${print(whole)} mixes what is no list of scopes into the list. Write [["one", "and another"], ["or this"]].`;
  }
  const names = values.map((node) => print(node));
  const and = `[[${names.join(', ')}]]`;
  const or = `[${names.map((name) => `[${name}]`).join(', ')}]`;
  return `scopes: ${print(whole)} can be read as AND and as OR. Write ${and} where all are needed, ${or} where one is enough.`;
}

function readName(node: ConstValueNode, known: KnownScopes, complain: Complain): string | undefined {
  if (node.kind !== Kind.STRING) {
    complain(`${print(node)} is no scope. Write a string, such as "items".`);
    return undefined;
  }
  const fault = known?.has(node.value) ? undefined : (faultInName(node.value) ?? faultOfUnknown(node.value, known));
  if (fault) complain(fault);
  return fault ? undefined : node.value;
}

function faultOfUnknown(name: string, known: KnownScopes): string | undefined {
  if (!known || known.has(name)) return undefined;
  return `No @scope on the schema declares "${name}".${didYouMean(name, known)}`;
}
