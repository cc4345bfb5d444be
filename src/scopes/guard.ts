import {
  defaultFieldResolver,
  type GraphQLFieldConfig,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  getNamedType,
  responsePathAsArray,
} from 'graphql';
import type { Compiled } from './compile.js';
import { grantOf } from './grant.js';
import { ScopeRefusal } from './refusal.js';
import { type Grant, isMet } from './requirement.js';
import { runningRules } from './requirements.js';
import { SuppliedInputs, type Variables } from './supplied-inputs.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;
type FieldConfig = GraphQLFieldConfig<unknown, unknown>;

/** What each guard decides by, so that a second application by the same adds no second guard. */
const guards = new WeakMap<Resolver, { compiled: Compiled; coordinate: string }>();

/** An operation's supplied inputs: its coerced variables are an object of its own. */
const supplied = new WeakMap<Variables, WeakMap<Compiled, SuppliedInputs>>();

/**
 * A field whose resolver, and whose event source, run only for somebody who meets what the field and the protected
 * inputs in the selection require. Neither becomes asynchronous by it. An open field comes back as it is.
 * @param opensStream whether it is a field of the subscription type, which may open its source without `subscribe`
 */
export function guardField(
  field: FieldConfig,
  coordinate: string,
  compiled: Compiled,
  opensStream: boolean,
): FieldConfig {
  if (!compiled.requirements.has(coordinate) && !takesProtectedInput(field, coordinate, compiled)) return field;
  const guard = (resolve: Resolver) => guarded(resolve, coordinate, compiled);
  const resolve = guard(field.resolve ?? defaultFieldResolver);
  if (!opensStream && !field.subscribe) return { ...field, resolve };
  return { ...field, resolve, subscribe: guard(field.subscribe ?? defaultFieldResolver) };
}

function guarded(resolve: Resolver, coordinate: string, compiled: Compiled): Resolver {
  const before = guards.get(resolve);
  if (before?.compiled === compiled && before.coordinate === coordinate) return resolve;
  const guard: Resolver = (source, args, context, info) => {
    const grant = grantOf(context);
    demand(coordinate, compiled, grant, info);
    // Merged with another schema, or transformed, it may have more rules, and other names for what is supplied.
    const running = runningRules(info.schema);
    if (running !== compiled && running) demand(`${info.parentType.name}.${info.fieldName}`, running, grant, info);
    return resolve(source, args, context, info);
  };
  guards.set(guard, { compiled, coordinate });
  return guard;
}

function takesProtectedInput(field: FieldConfig, coordinate: string, compiled: Compiled): boolean {
  return Object.entries(field.args ?? {}).some(
    ([name, { type }]) =>
      compiled.requirements.has(`${coordinate}(${name}:)`) || compiled.protectedInputTypes.has(getNamedType(type).name),
  );
}

/** @throws ScopeRefusal unless the grant meets what the field and the protected inputs in its selection require */
function demand(coordinate: string, compiled: Compiled, grant: Grant, info: GraphQLResolveInfo): void {
  demandOne(coordinate, compiled, grant, info);
  const [node] = info.fieldNodes;
  const field = node?.arguments?.length ? info.parentType.getFields()[info.fieldName] : undefined;
  if (!node || !field) return;
  for (const input of suppliedBy(info.variableValues, compiled).of(coordinate, field, node)) {
    demandOne(input, compiled, grant, info);
  }
}

function demandOne(coordinate: string, { requirements }: Compiled, grant: Grant, info: GraphQLResolveInfo): void {
  const requirement = requirements.get(coordinate);
  if (!requirement || isMet(requirement, grant)) return;
  const path = responsePathAsArray(info.path);
  throw new ScopeRefusal({ coordinate, requirement, grant, nodes: info.fieldNodes, path });
}

function suppliedBy(variables: Variables, compiled: Compiled): SuppliedInputs {
  const ofSchemas = supplied.get(variables) ?? new WeakMap<Compiled, SuppliedInputs>();
  supplied.set(variables, ofSchemas);
  const inputs = ofSchemas.get(compiled) ?? new SuppliedInputs(compiled, variables);
  ofSchemas.set(compiled, inputs);
  return inputs;
}
