import {
  type ArgumentNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type ObjectFieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { fragmentsOf } from './fragments.js';

/** How large an operation is with its fragments written out, and every condition taken as met. */
export interface OperationSize {
  /** Of selections in selections, or of values in values where that is more. Counted no further than it is asked for. */
  depth: number;
  fields: number;
  rootFields: number;
  aliases: number;
  directives: number;
  /** Root fields of a mutation that look at a password or a secret. */
  signIns: number;
  /** Of the longest alias, variable, argument or field of an object, which answers repeat: characters. */
  name: number;
}

const NOTHING: OperationSize = { depth: 0, fields: 0, rootFields: 0, aliases: 0, directives: 0, signIns: 0, name: 0 };

/** test/unit/graphql/limits.test.ts holds it against the SDL. */
export const SIGN_INS: ReadonlySet<string> = new Set(['login', 'loginMachine', 'changePassword']);

/**
 * The size of each operation of a document, and of each fragment, as one that no operation uses is validated too. In time linear
 * in the document, however its fragments fan out.
 * @param mostDepth what stands deeper is not looked at
 */
export function sizesIn(document: DocumentNode, mostDepth: number): Map<DefinitionNode, OperationSize> {
  const measure = new Measure(document, mostDepth);
  const sizes = new Map<DefinitionNode, OperationSize>();
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) sizes.set(node, measure.operation(node));
    if (node.kind === Kind.FRAGMENT_DEFINITION)
      sizes.set(node, { ...measure.fragment(node), rootFields: 0, signIns: 0 });
  }
  return sizes;
}

class Measure {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<FragmentDefinitionNode, OperationSize>();

  constructor(
    document: DocumentNode,
    readonly mostDepth: number,
  ) {
    this.#fragments = fragmentsOf(document);
  }

  operation({ operation, selectionSet, directives, variableDefinitions = [] }: OperationDefinitionNode): OperationSize {
    const variables = variableDefinitions.map((definition) => this.#variable(definition));
    const size = sum([this.#set(selectionSet, 0), this.#directives(directives), ...variables]);
    return operation === 'mutation' ? size : { ...size, signIns: 0 };
  }

  fragment(fragment: FragmentDefinitionNode): OperationSize {
    const known = this.#known.get(fragment);
    if (known) return known;
    // Where it comes upon itself it counts as nothing: validation refuses cycles.
    this.#known.set(fragment, NOTHING);
    const size = sum([this.#set(fragment.selectionSet, 0), this.#directives(fragment.directives)]);
    this.#known.set(fragment, size);
    return size;
  }

  #variable({ variable, defaultValue, directives }: VariableDefinitionNode): OperationSize {
    const own = { ...NOTHING, name: variable.name.value.length };
    return sum([own, this.#value(defaultValue, 0), this.#directives(directives)]);
  }

  /** @param level how many selections it stands in, as it is written */
  #set({ selections }: SelectionSetNode, level: number): OperationSize {
    // Deeper down there could be more levels than there is call stack.
    if (level > this.mostDepth) return NOTHING;
    return sum(selections.map((selection) => this.#selection(selection, level)));
  }

  #selection(node: SelectionNode, level: number): OperationSize {
    const size = node.kind === Kind.FIELD ? this.#field(node, level) : this.#target(node, level);
    return sum([size, this.#directives(node.directives)]);
  }

  #field({ name, alias, arguments: args, selectionSet }: FieldNode, level: number): OperationSize {
    const below = selectionSet ? this.#set(selectionSet, level + 1) : NOTHING;
    const own: OperationSize = {
      ...below,
      depth: 1 + below.depth,
      fields: 1 + below.fields,
      rootFields: 1,
      aliases: (alias ? 1 : 0) + below.aliases,
      signIns: SIGN_INS.has(name.value) ? 1 : 0,
      name: Math.max(alias?.value.length ?? 0, below.name),
    };
    return sum([own, this.#named(args, 0)]);
  }

  #target(node: Exclude<SelectionNode, FieldNode>, level: number): OperationSize {
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const size = this.#set(node.selectionSet, level + 1);
      return { ...size, depth: 1 + size.depth };
    }
    const fragment = this.#fragments.get(node.name.value);
    return fragment ? this.fragment(fragment) : NOTHING;
  }

  #directives(nodes: readonly DirectiveNode[] = []): OperationSize {
    const own = { ...NOTHING, directives: nodes.length };
    return sum([own, ...nodes.map(({ arguments: args }) => this.#named(args, 0))]);
  }

  /** @param level how many values it stands in */
  #named(nodes: readonly (ArgumentNode | ObjectFieldNode)[] = [], level: number): OperationSize {
    return sum(
      nodes.map(({ name, value }) => sum([{ ...NOTHING, name: name.value.length }, this.#value(value, level)])),
    );
  }

  #value(node: ValueNode | undefined, level: number): OperationSize {
    if (level > this.mostDepth || !node) return NOTHING;
    const within = (size: OperationSize) => ({ ...size, depth: 1 + size.depth });
    if (node.kind === Kind.OBJECT) return within(this.#named(node.fields, level + 1));
    return node.kind === Kind.LIST ? within(sum(node.values.map((each) => this.#value(each, level + 1)))) : NOTHING;
  }
}

function sum(sizes: readonly OperationSize[]): OperationSize {
  const total = { ...NOTHING };
  for (const size of sizes) {
    total.depth = Math.max(total.depth, size.depth);
    total.fields += size.fields;
    total.rootFields += size.rootFields;
    total.aliases += size.aliases;
    total.directives += size.directives;
    total.signIns += size.signIns;
    total.name = Math.max(total.name, size.name);
  }
  return total;
}
