import {
  defaultFieldResolver,
  type GraphQLFieldConfig,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  responsePathAsArray,
} from 'graphql';
import { grantOf } from './grant.js';
import { ScopeRefusal } from './refusal.js';
import { type Grant, isMet, type Requirement } from './requirement.js';
import type { Requirements } from './requirements.js';
import { suppliedInputs, takesProtectedInput } from './supplied-inputs.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;
type FieldConfig = GraphQLFieldConfig<unknown, unknown>;
type Check = (grant: Grant, info: GraphQLResolveInfo) => void;

/** The map by which a guard decides, so that a second application by the same map adds no second guard. */
const guards = new WeakMap<Resolver, Requirements>();

/**
 * A field whose resolver, and whose event source, run only for somebody who meets what the field and the protected
 * inputs in the selection require. Neither becomes asynchronous by it. An open field comes back as it is.
 */
export function guardField(field: FieldConfig, coordinate: string, requirements: Requirements): FieldConfig {
  const checks = checksOf(field, coordinate, requirements);
  if (checks.length === 0) return field;
  const guard = (resolve: Resolver) => guarded(resolve, checks, requirements);
  const resolve = guard(field.resolve ?? defaultFieldResolver);
  return field.subscribe ? { ...field, resolve, subscribe: guard(field.subscribe) } : { ...field, resolve };
}

function guarded(resolve: Resolver, checks: readonly Check[], requirements: Requirements): Resolver {
  if (guards.get(resolve) === requirements) return resolve;
  const guard: Resolver = (source, args, context, info) => {
    const grant = grantOf(context);
    for (const check of checks) check(grant, info);
    return resolve(source, args, context, info);
  };
  guards.set(guard, requirements);
  return guard;
}

function checksOf(field: FieldConfig, coordinate: string, requirements: Requirements): Check[] {
  const requirement = requirements.get(coordinate);
  const checks: Check[] = [];
  if (requirement) checks.push((grant, info) => demand(requirement, coordinate, grant, info));
  if (takesProtectedInput(coordinate, field, requirements)) {
    checks.push((grant, info) => demandForInputs(coordinate, requirements, grant, info));
  }
  return checks;
}

function demandForInputs(coordinate: string, requirements: Requirements, grant: Grant, info: GraphQLResolveInfo): void {
  const field = info.parentType.getFields()[info.fieldName];
  const [node] = info.fieldNodes;
  if (!field || !node) throw new Error(`${coordinate} is executed outside of its schema.`);
  for (const input of suppliedInputs(coordinate, field, node, info.variableValues, requirements)) {
    const requirement = requirements.get(input);
    if (requirement) demand(requirement, input, grant, info);
  }
}

function demand(requirement: Requirement, coordinate: string, grant: Grant, info: GraphQLResolveInfo): void {
  if (isMet(requirement, grant)) return;
  const path = responsePathAsArray(info.path);
  throw new ScopeRefusal({ coordinate, requirement, grant, nodes: info.fieldNodes, path });
}
