import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;
type Node = Field['astNode'] | GraphQLNamedType['astNode'];

/** What `@cost` and `@listSize` say of a field (the GraphQL Cost Directives specification). */
export interface CostRules {
  /** Of one value; that of its type, unless the field has its own. */
  weight?: number;
  assumedSize?: number;
  slicingArguments?: readonly string[];
  sizedFields?: readonly string[];
}

const known = new WeakMap<Field, CostRules>();

export function costRulesOf(schema: GraphQLSchema, field: Field): CostRules {
  const before = known.get(field);
  if (before) return before;
  const valuesOf = (name: string, node: Node) => {
    const directive = schema.getDirective(name);
    return (directive && node && getDirectiveValues(directive, node)) ?? {};
  };
  const rules: CostRules = {
    ...valuesOf('cost', getNamedType(field.type).astNode),
    ...valuesOf('cost', field.astNode),
    ...valuesOf('listSize', field.astNode),
  };
  known.set(field, rules);
  return rules;
}
