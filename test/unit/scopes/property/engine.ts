import { type DocumentNode, executeSync, type GraphQLSchema, isObjectType, parse, validate } from 'graphql';
import { authorize, type EnforceOptions, enforceScopes, type Verdict } from '../../../../src/scopes/index.js';
import { build, buildUnchecked } from '../../../support/scopes.js';
import { type Datum, dataAt, type Path } from './data.js';
import { variablesOf } from './operation-model.js';
import { callOf } from './oracle-execute.js';
import { hasExtendedRules } from './print-schema.js';
import type { CallerRequest, Case } from './random-case.js';
import { compositeOf, type FieldModel, type SchemaModel } from './schema-model.js';

/** What the engine makes of a request. */
export interface Outcome {
  data: unknown;
  errors: readonly { path: string; code: unknown }[];
  /** The resolvers that have run, in the order in which they did. */
  ran: readonly string[];
}

interface Context {
  auth: { scopes: readonly string[] | ReadonlySet<string> | null };
  ran: string[];
  seed: number;
}

/** The engine on one case: one schema and one document for all the requests, as on a server. */
export class EngineUnderTest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly #sameArray: string[] = [];

  /** @throws Error where the schema or the document is invalid */
  constructor(
    readonly each: Case,
    options: EnforceOptions = {},
  ) {
    const plain = (hasExtendedRules(each.schema) ? buildUnchecked : build)(each.sdl);
    addResolvers(plain, each.schema);
    const enforced = enforceScopes(plain, options);
    this.schema = each.isEnforcedTwice ? enforceScopes(enforced, options) : enforced;
    this.document = parse(each.source);
    const [error] = validate(this.schema, this.document);
    if (error) throw error;
  }

  /** @throws Error where anything has become asynchronous */
  execute(request: CallerRequest): Outcome {
    const { schema, document, each } = this;
    const contextValue: Context = { auth: { scopes: this.#scopesOf(request) }, ran: [], seed: request.seed };
    const rootValue = sourceOf(each.schema, each.operation.kind === 'query' ? 'Query' : 'Mutation');
    const variableValues = variablesOf(each.operation, request.variables);
    const { data, errors = [] } = executeSync({ schema, document, rootValue, contextValue, variableValues });
    const told = errors.map(({ path, extensions }) => ({ path: path?.join('.') ?? '', code: extensions.code }));
    return { data, errors: told, ran: contextValue.ran };
  }

  authorize(request: CallerRequest): Verdict {
    const { schema, document, each } = this;
    const variables = variablesOf(each.operation, request.variables);
    return authorize(schema, { document, variables, auth: { scopes: this.#scopesOf(request) } });
  }

  #scopesOf({ caller, scopes }: CallerRequest): readonly string[] | ReadonlySet<string> | null {
    if (caller === null || scopes === 'array') return caller;
    if (scopes === 'Set') return new Set(caller);
    this.#sameArray.splice(0, this.#sameArray.length, ...caller);
    return this.#sameArray;
  }
}

/** Some fields have resolvers, the others leave it to the method of their source. */
function addResolvers(schema: GraphQLSchema, model: SchemaModel): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !model.has(type.name)) continue;
    for (const field of compositeOf(model, type.name).fields) {
      const built = type.getFields()[field.name];
      if (!built || hasMethod(field)) continue;
      built.resolve = (_source, _args, context: Context, info) =>
        resolved(model, type.name, field, context, pathOf(info.path));
    }
  }
}

function hasMethod({ name }: FieldModel): boolean {
  return name.endsWith('W') || name.endsWith('Y');
}

type Method = (args: unknown, context: Context, info: { path: LinkedPath }) => unknown;

/** An object as the resolvers return it. */
function sourceOf(model: SchemaModel, name: string): Record<string, string | Method> {
  const methods = compositeOf(model, name)
    .fields.filter(hasMethod)
    .map((field): [string, Method] => [
      field.name,
      (_args, context, info) => resolved(model, name, field, context, pathOf(info.path)),
    ]);
  return { __typename: name, ...Object.fromEntries(methods) };
}

function resolved(model: SchemaModel, type: string, field: FieldModel, { ran, seed }: Context, path: Path): unknown {
  ran.push(callOf(type, field.name, path));
  return sourcesIn(model, dataAt(model, seed, field.type, path));
}

function sourcesIn(model: SchemaModel, datum: Datum): unknown {
  if (datum === null || typeof datum !== 'object') return datum;
  return '__typename' in datum ? sourceOf(model, datum.__typename) : datum.map((item) => sourcesIn(model, item));
}

interface LinkedPath {
  key: string | number;
  prev: LinkedPath | undefined;
}

function pathOf({ key, prev }: LinkedPath): Path {
  return prev ? [...pathOf(prev), key] : [key];
}
