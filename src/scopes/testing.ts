import {
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionResult,
  execute,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  isObjectType,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  parseType,
  type TypeNode,
  type VariableDefinitionNode,
  validate,
} from 'graphql';
import { didYouMean } from './did-you-mean.js';
import { authorize } from './preflight/authorize.js';
import type { Grant } from './requirement.js';

/** What else the resolvers get: its `auth` is kept, but for the scopes. */
export interface TestContext {
  auth?: object | null;
}

export interface TestOperation {
  variables?: Record<string, unknown>;
  operationName?: string;
  context?: TestContext;
  rootValue?: unknown;
}

/**
 * Runs an operation as somebody who holds these scopes, pre-flight included, as a server with one of the adapters does.
 * @param schema the schema that `enforceScopes` returned
 * @param scopes null is nobody
 * @returns what a client would get, `data` as JSON carries it: without `data` where the operation must not run
 * @throws GraphQLError where the source cannot be parsed
 */
export async function executeAs(
  schema: GraphQLSchema,
  scopes: Grant,
  source: string | DocumentNode,
  { variables, operationName, context, rootValue }: TestOperation = {},
): Promise<ExecutionResult> {
  const document = typeof source === 'string' ? parse(source) : source;
  const invalid = validate(schema, document);
  if (invalid.length > 0) return { errors: invalid };
  const contextValue = contextOf(context, scopes);
  const { refused, errors } = authorize(schema, { document, operationName, variables, auth: contextValue.auth });
  if (refused) return { errors };
  const { data, ...rest } = await execute({
    schema,
    document,
    rootValue,
    contextValue,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
  });
  return data === undefined ? rest : { ...rest, data: JSON.parse(JSON.stringify(data)) };
}

export interface TestField {
  /** The parent's value. */
  source?: unknown;
  /** As a client would send them: they are coerced, and defaults filled in. */
  args?: Record<string, unknown>;
  context?: TestContext;
}

/**
 * Runs a single resolver, guard included, as somebody who holds these scopes.
 * @param schema the schema that `enforceScopes` returned
 * @param scopes null is nobody
 * @param coordinate of the field, such as `Query.me`
 * @returns what the resolver returns
 * @throws ScopeRefusal where it may not run; TypeError for an unknown field; GraphQLError for arguments that do not fit;
 *   and what the resolver throws
 */
export async function resolveAs(
  schema: GraphQLSchema,
  scopes: Grant,
  coordinate: string,
  { source, args = {}, context }: TestField = {},
): Promise<unknown> {
  const { type, field } = fieldAt(schema, coordinate);
  const node = fieldNodeOf(field, Object.keys(args));
  const info = infoOf(schema, type, field, node, args);
  const resolve = field.resolve ?? defaultFieldResolver;
  return resolve(source, getArgumentValues(field, node, info.variableValues), contextOf(context, scopes), info);
}

function contextOf(context: TestContext | undefined, scopes: Grant) {
  return { ...context, auth: scopes === null ? null : { ...context?.auth, scopes } };
}

function fieldAt(schema: GraphQLSchema, coordinate: string) {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (isObjectType(type) && field) return { type, field };
  const known = Object.values(schema.getTypeMap()).filter(isObjectType);
  const names = known.flatMap((each) => Object.keys(each.getFields()).map((name) => `${each.name}.${name}`));
  throw new TypeError(`The schema has no field ${coordinate}.${didYouMean(coordinate, names)}`);
}

/** What graphql-js would tell the resolver in an operation that selects this one field, each argument by a variable. */
function infoOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  fieldNode: FieldNode,
  args: Record<string, unknown>,
): GraphQLResolveInfo {
  const operation = operationOf(schema, type, field, fieldNode);
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], args);
  if (errors) throw errors[0];
  return {
    fieldName: field.name,
    fieldNodes: [fieldNode],
    returnType: field.type,
    parentType: type,
    path: { prev: undefined, key: field.name, typename: type.name },
    schema,
    fragments: {},
    rootValue: undefined,
    operation,
    variableValues: coerced,
  };
}

function fieldNodeOf({ name }: GraphQLField<unknown, unknown>, args: readonly string[]): FieldNode {
  return {
    kind: Kind.FIELD,
    name: nameNode(name),
    arguments: args.map((argument) => ({
      kind: Kind.ARGUMENT,
      name: nameNode(argument),
      value: { kind: Kind.VARIABLE, name: nameNode(argument) },
    })),
  };
}

function operationOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  fieldNode: FieldNode,
): OperationDefinitionNode {
  const kinds = Object.values(OperationTypeNode);
  return {
    kind: Kind.OPERATION_DEFINITION,
    operation: kinds.find((kind) => schema.getRootType(kind) === type) ?? OperationTypeNode.QUERY,
    variableDefinitions: (fieldNode.arguments ?? []).map(({ name }) => variableDefinition(field, name)),
    selectionSet: { kind: Kind.SELECTION_SET, selections: [fieldNode] },
  };
}

function variableDefinition({ name: fieldName, args }: GraphQLField<unknown, unknown>, name: NameNode) {
  const argument = args.find((each) => each.name === name.value);
  if (!argument) {
    const meant = didYouMean(
      name.value,
      args.map((each) => each.name),
    );
    throw new TypeError(`${fieldName} takes no argument ${name.value}.${meant}`);
  }
  const type: TypeNode = parseType(String(argument.type));
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name },
    type,
  } satisfies VariableDefinitionNode;
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
