import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type ValueNode,
} from 'graphql';
import { MOST_NODES } from '../../page.js';
import { type CostRules, costRulesOf } from './cost-directives.js';
import { fragmentsOf } from './fragments.js';

/** How long a list is taken to be that does not say. */
const USUAL_SIZE = 5;

const metaFields: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].map((field) => [field.name, field]),
);

export interface CostRequest {
  /** Valid. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As the client sent them. */
  variables: Readonly<Record<string, unknown>>;
}

export interface OperationCost {
  values: number;
  /** Whether with other variables it might be another. */
  dependsOnVariables: boolean;
}

/** A page of a list: the fields that hold it, and how long it is. */
interface Page {
  fields: readonly string[];
  size: number;
}

/**
 * How many values an answer to an operation may hold: of each list as many as it may be long, large values counted more than
 * once, by the directives `@listSize` and `@cost` (the GraphQL Cost Directives specification). In time linear in the document,
 * times the pages that a fragment is used in.
 */
export function costOf(schema: GraphQLSchema, request: CostRequest): OperationCost {
  const root = schema.getRootType(request.operation.operation);
  const cost = new Cost(schema, request);
  const values = root ? cost.ofSet(request.operation.selectionSet, root.name, undefined) : 0;
  return { values, dependsOnVariables: cost.dependsOnVariables };
}

class Cost {
  dependsOnVariables = false;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<FragmentDefinitionNode, Map<string, number>>();

  constructor(
    readonly schema: GraphQLSchema,
    readonly request: CostRequest,
  ) {
    this.#fragments = fragmentsOf(request.document);
  }

  /** @param page whose list may be directly below */
  ofSet({ selections }: SelectionSetNode, type: string, page: Page | undefined): number {
    return selections.reduce((cost, selection) => cost + this.#ofSelection(selection, type, page), 0);
  }

  #ofSelection(node: SelectionNode, type: string, page: Page | undefined): number {
    if (node.kind === Kind.FIELD) return this.#ofField(node, type, page);
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return this.ofSet(node.selectionSet, node.typeCondition?.name.value ?? type, page);
    }
    const fragment = this.#fragments.get(node.name.value);
    return fragment ? this.#ofFragment(fragment, page) : 0;
  }

  #ofFragment(fragment: FragmentDefinitionNode, page: Page | undefined): number {
    const known = this.#known.get(fragment) ?? new Map<string, number>();
    this.#known.set(fragment, known);
    const key = page ? `${page.size} ${page.fields.join(' ')}` : '';
    const cost = known.get(key) ?? this.ofSet(fragment.selectionSet, fragment.typeCondition.name.value, page);
    known.set(key, cost);
    return cost;
  }

  #ofField(node: FieldNode, type: string, page: Page | undefined): number {
    const field = this.#fieldOf(type, node.name.value);
    if (!field) return 0;
    const named = getNamedType(field.type);
    const rules = costRulesOf(this.schema, field);
    const own = rules.weight ?? 1;
    if (!node.selectionSet || !isCompositeType(named)) return this.#sizeOf(field, rules, node, page) * own;
    const next = rules.sizedFields && { fields: rules.sizedFields, size: this.#pageSize(field, rules, node) };
    return this.#sizeOf(field, rules, node, page) * (own + this.ofSet(node.selectionSet, named.name, next));
  }

  #fieldOf(typeName: string, name: string): GraphQLField<unknown, unknown> | undefined {
    const type = this.schema.getType(typeName);
    const isOpen = isObjectType(type) || isInterfaceType(type);
    return (isOpen ? type.getFields()[name] : undefined) ?? metaFields.get(name);
  }

  /** How long the list that a field returns may be; 1 where it returns none. */
  #sizeOf(field: GraphQLField<unknown, unknown>, rules: CostRules, node: FieldNode, page: Page | undefined): number {
    if (!isListType(getNullableType(field.type))) return 1;
    return page?.fields.includes(field.name) ? page.size : this.#pageSize(field, rules, node);
  }

  /** A size that is no size, or out of range, is for the field itself to refuse. */
  #pageSize({ args }: GraphQLField<unknown, unknown>, rules: CostRules, node: FieldNode): number {
    const sizes = args
      .filter(({ name }) => rules.slicingArguments?.includes(name))
      .map(({ name, defaultValue }) => {
        const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
        return this.#numberIn(value) ?? Number(defaultValue);
      })
      .filter((size) => size > 0);
    return Math.min(Math.max(0, ...sizes) || (rules.assumedSize ?? USUAL_SIZE), MOST_NODES);
  }

  #numberIn(value: ValueNode | undefined): number | undefined {
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return undefined;
    this.dependsOnVariables = true;
    const name = value.name.value;
    const { variables, operation } = this.request;
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (typeof given === 'number') return given;
    const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    return this.#numberIn(definition?.defaultValue);
  }
}
