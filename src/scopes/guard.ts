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
import { type Grant, isMet, type Requirement } from './requirement.js';
import { runningRules } from './requirements.js';
import { SuppliedInputs, type Variables } from './supplied-inputs.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;
type FieldConfig = GraphQLFieldConfig<unknown, unknown>;

/** What each guard decides by, so that a second application by the same adds no second guard. */
const guards = new WeakMap<Resolver, GuardRule>();

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
  const rule = { coordinate, compiled, takesInput: takesProtectedInput(field, coordinate, compiled) };
  if (!rule.takesInput && !compiled.requirements.has(coordinate)) return field;
  const resolve = guarded(field.resolve ?? defaultFieldResolver, rule);
  if (!opensStream && !field.subscribe) return { ...field, resolve };
  return { ...field, resolve, subscribe: guarded(field.subscribe ?? defaultFieldResolver, rule) };
}

/** What a guard decides by. */
interface GuardRule {
  coordinate: string;
  compiled: Compiled;
  takesInput: boolean;
}

function guarded(resolve: Resolver, rule: GuardRule): Resolver {
  const { coordinate, compiled, takesInput } = rule;
  const before = guards.get(resolve);
  if (before?.compiled === compiled && before.coordinate === coordinate) return resolve;
  const requirement = compiled.requirements.get(coordinate);
  const guard: Resolver = (source, args, context, info) => {
    const grant = grantOf(context);
    demand(requirement, coordinate, grant, info);
    if (takesInput) demandForInputs(coordinate, compiled, grant, info);
    // Merged with another schema, or transformed, it may have more rules, and other names for what is supplied.
    const running = runningRules(info.schema);
    if (running !== compiled && running) demandOfRunning(running, grant, info);
    return resolve(source, args, context, info);
  };
  guards.set(guard, rule);
  return guard;
}

function takesProtectedInput(field: FieldConfig, coordinate: string, compiled: Compiled): boolean {
  return Object.entries(field.args ?? {}).some(
    ([name, { type }]) =>
      compiled.requirements.has(`${coordinate}(${name}:)`) || compiled.protectedInputTypes.has(getNamedType(type).name),
  );
}

function demandOfRunning(running: Compiled, grant: Grant, info: GraphQLResolveInfo): void {
  const coordinate = `${info.parentType.name}.${info.fieldName}`;
  demand(running.requirements.get(coordinate), coordinate, grant, info);
  demandForInputs(coordinate, running, grant, info);
}

function demandForInputs(coordinate: string, compiled: Compiled, grant: Grant, info: GraphQLResolveInfo): void {
  const field = info.parentType.getFields()[info.fieldName];
  const [node] = info.fieldNodes;
  if (!field || !node) throw new Error(`${coordinate} is executed outside of its schema.`);
  for (const input of suppliedBy(info.variableValues, compiled).of(coordinate, field, node)) {
    demand(compiled.requirements.get(input), input, grant, info);
  }
}

/** @throws ScopeRefusal unless the grant meets the requirement */
function demand(
  requirement: Requirement | undefined,
  coordinate: string,
  grant: Grant,
  info: GraphQLResolveInfo,
): void {
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
