import type { ConstDirectiveNode, ConstValueNode, Source } from 'graphql';
import { distance } from '../did-you-mean.js';
import { type Requirement, SIGNED_IN } from '../requirement.js';
import type { RequirementPool } from '../requirement-pool.js';
import type { DefinitionNode } from './definitions.js';
import { locationsOf } from './directives.js';
import { type Fault, faultAt } from './faults.js';
import { isAllRecorded, JOINED, mayBeJoined } from './joined-lists.js';
import { type KnownScopes, onlyName, readScopes } from './read-scopes.js';
import { type Extensions, recordedRules } from './recorded-rules.js';

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

/** Reads the directives on the elements of one schema. Reports every fault and goes on. */
export class DirectiveReader {
  /** Where the directives of ours begin that were read, by the source they stand in. */
  readonly starts = new Map<Source, Set<number>>();
  /** The requirements of one scope, by its name: most are, and a large schema has thousands. */
  readonly #single = new Map<string, Requirement>();
  readonly #lookalikes = new Map<string, string | undefined>();

  constructor(
    readonly known: KnownScopes,
    readonly pool: RequirementPool,
    readonly faults: Fault[],
  ) {}

  /**
   * Of two directives that stand on an element (a type and its extension) both hold.
   * @returns undefined where nothing stands on it
   */
  read(element: Annotated): Rule | undefined {
    const { nodes, extensions } = element;
    const recorded = recordedRules(extensions);
    if (extensions?.directives) this.#refuseExtensionDirectives(element, extensions.directives);
    let requirement: Requirement | undefined;
    let isPublic = false;
    for (const rule of recorded) requirement = this.pool.both(requirement, this.pool.keep(rule));
    for (const node of nodes) {
      for (const directive of node.directives ?? []) {
        if (!this.#isOurs(directive, element)) continue;
        isPublic ||= directive.name.value === 'public';
        requirement = this.pool.both(requirement, this.#requirement(directive, element, recorded));
      }
    }
    return requirement || isPublic ? { requirement, isPublic } : undefined;
  }

  #requirement(
    directive: ConstDirectiveNode,
    { coordinate }: Annotated,
    recorded: readonly Requirement[],
  ): Requirement | undefined {
    if (directive.name.value === 'authenticated') return this.pool.keep(SIGNED_IN);
    if (directive.name.value !== 'requiresScopes') return undefined;
    const value = this.#scopesArgument(directive, coordinate);
    if (!value) return undefined;
    if (mayBeJoined(directive, value)) {
      if (!isAllRecorded(value, recorded)) this.#complain(coordinate, directive, JOINED);
      return undefined;
    }
    const name = onlyName(value);
    const before = name === undefined ? undefined : this.#single.get(name);
    if (before) return before;
    const read = readScopes(value, this.known, (message) => this.#complain(coordinate, directive, message));
    const kept = read && this.pool.keep(read);
    if (kept && name !== undefined) this.#single.set(name, kept);
    return kept;
  }

  #scopesArgument(directive: ConstDirectiveNode, coordinate: string): ConstValueNode | undefined {
    const { arguments: args = [] } = directive;
    if (args.length === 1 && args[0]?.name.value === 'scopes') return args[0].value;
    const mend = '@requiresScopes takes one argument: scopes, such as @requiresScopes(scopes: ["items"]).';
    this.#complain(coordinate, directive, mend);
    return undefined;
  }

  #isOurs(directive: ConstDirectiveNode, { coordinate, location }: Annotated): boolean {
    const name = directive.name.value;
    const locations = locationsOf.get(name);
    if (!locations) {
      const meant = this.#lookalike(directive);
      if (meant) this.#complain(coordinate, directive, `@${name} protects nothing. Did you mean @${meant}?`);
      return false;
    }
    this.#note(directive);
    if (locations.has(location)) return true;
    const mend = `It may stand on ${[...locations].join(', ')}.`;
    this.#complain(coordinate, directive, `@${name} has no effect on ${location}. ${mend}`);
    return false;
  }

  #note({ loc }: ConstDirectiveNode): void {
    if (!loc) return;
    const starts = this.starts.get(loc.source);
    if (starts) starts.add(loc.start);
    else this.starts.set(loc.source, new Set([loc.start]));
  }

  /** The directive of ours that a foreign one resembles: misspelt, in another case, behind a namespace, or about scopes. */
  #lookalike({ name: { value: name }, arguments: args = [] }: ConstDirectiveNode): string | undefined {
    if (!this.#lookalikes.has(name)) this.#lookalikes.set(name, nearestOfOurs(name));
    const isAboutScopes = args.some((argument) => argument.name.value === 'scopes');
    return this.#lookalikes.get(name) ?? (isAboutScopes ? 'requiresScopes' : undefined);
  }

  /** Some tools annotate through `extensions.directives`; a rule that is not in the SDL would be read by nobody. */
  #refuseExtensionDirectives({ coordinate, nodes }: Annotated, unwritten: unknown): void {
    const written = new Set(nodes.flatMap(({ directives = [] }) => directives.map(({ name }) => name.value)));
    for (const name of Object.keys(Object(unwritten))) {
      if (!locationsOf.has(name) || written.has(name)) continue;
      this.#complain(coordinate, undefined, `@${name} stands in extensions.directives only. Write it in the SDL.`);
    }
  }

  #complain(coordinate: string, node: ConstDirectiveNode | undefined, message: string): void {
    this.faults.push(faultAt(coordinate, node, message));
  }
}

function nearestOfOurs(name: string): string | undefined {
  const word = plain(name.slice(name.lastIndexOf('__') + 1));
  return [...locationsOf.keys()].find((ours) => distance(word, plain(ours)) <= (ours.length > 8 ? 3 : 1));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}
