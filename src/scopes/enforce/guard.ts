import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  getNamedType,
} from 'graphql';
import type { Compiled } from '../map/compile.js';
import { UNDECIDED } from '../map/decisions.js';
import { type Grant, isMet, type Requirement } from '../requirement.js';
import type { Executions } from './executions.js';
import { isSamePolicy, type Policy } from './policy.js';
import { refuse } from './refuse.js';
import { SuppliedInputs, type Variables } from './supplied-inputs.js';

type Resolver = GraphQLFieldResolver<unknown, unknown> & { [GUARDED]?: Mark };
type Field = GraphQLField<unknown, unknown>;

/** What all the guards of one enforcement share. */
export interface Enforcement {
  compiled: Compiled;
  policy: Policy;
  executions: Executions;
}

/**
 * On a guard: what it enforces, so that a second application of the same adds no second guard. Not in a WeakMap: to fill one
 * was the dearest part of enforcing a large schema.
 */
const GUARDED = Symbol('guarded field');

interface Mark {
  /** The guard itself: a wrapper that a tool has given the properties of one is none. */
  guard: Resolver;
  field: GuardedField;
}

/** An operation's supplied inputs: its coerced variables are an object of its own. */
const supplied = new WeakMap<Variables, WeakMap<Compiled, SuppliedInputs>>();

/**
 * Lets a field's resolver, and its event source, run only for somebody who meets what the field and the protected inputs
 * in the selection require. Neither becomes asynchronous by it. An open field is left as it is.
 * @param opensStream whether it is a field of the subscription type, which may open its source without `subscribe`
 */
export function guardField(field: Field, coordinate: string, enforcement: Enforcement, opensStream: boolean): void {
  const guarded = new GuardedField(field, coordinate, enforcement);
  if (guarded.isOpen) return;
  field.resolve = guarded.guard(field.resolve ?? defaultFieldResolver);
  if (opensStream || field.subscribe) field.subscribe = guarded.guard(field.subscribe ?? defaultFieldResolver);
}

/** A field and what decides whether somebody may use it. */
class GuardedField {
  readonly isOpen: boolean;
  readonly #requirement: Requirement | undefined;
  /** Of the requirement; inputs are looked at each time. */
  readonly #number: number;
  readonly #takesInput: boolean;

  constructor(
    field: Field,
    readonly coordinate: string,
    readonly enforcement: Enforcement,
  ) {
    const { compiled } = enforcement;
    this.#requirement = compiled.requirements.get(coordinate);
    this.#takesInput = takesProtectedInput(field, coordinate, compiled);
    this.#number = this.#takesInput ? UNDECIDED : compiled.decisions.numberOf(this.#requirement);
    this.isOpen = !this.#requirement && !this.#takesInput;
  }

  guard(resolve: Resolver): Resolver {
    if (this.#isGuardedBy(resolve)) return resolve;
    const { executions } = this.enforcement;
    const number = this.#number;
    const guard: Resolver = (source, args, context, info) =>
      executions.meets(number, context, info) || this.admits(context, info)
        ? resolve(source, args, context, info)
        : null;
    guard[GUARDED] = { guard, field: this };
    return guard;
  }

  /** Whether a resolver is a guard already, of the same field, and enforces all that another would. */
  #isGuardedBy(resolve: Resolver): boolean {
    const mark = resolve[GUARDED];
    if (mark?.guard !== resolve) return false;
    const { coordinate, enforcement } = mark.field;
    const { compiled, policy } = this.enforcement;
    return (
      coordinate === this.coordinate && enforcement.compiled === compiled && isSamePolicy(enforcement.policy, policy)
    );
  }

  /** @throws ScopeRefusal, or TypeError where the context does not say who is asking */
  admits(context: unknown, info: GraphQLResolveInfo): boolean {
    const { grant, decided, running } = this.enforcement.executions.of(context, info);
    if (decided[this.#number] === 1) return true;
    return this.#admitsSlowly(grant, running, info);
  }

  #admitsSlowly(grant: Grant, running: Compiled | undefined, info: GraphQLResolveInfo): boolean {
    const { coordinate } = this;
    const { compiled } = this.enforcement;
    if (!this.#meets(coordinate, this.#requirement, grant, info)) return false;
    if (this.#takesInput && !this.#meetsInputs(coordinate, compiled, grant, info)) return false;
    // Merged with another schema, or transformed, it may have more rules, and other names for what is supplied.
    if (!running) return true;
    const now = `${info.parentType.name}.${info.fieldName}`;
    return this.#meets(now, running.requirements.get(now), grant, info) && this.#meetsInputs(now, running, grant, info);
  }

  #meetsInputs(coordinate: string, compiled: Compiled, grant: Grant, info: GraphQLResolveInfo): boolean {
    const field = info.parentType.getFields()[info.fieldName];
    const [node] = info.fieldNodes;
    if (!field || !node) throw new Error(`${coordinate} is executed outside of its schema.`);
    const inputs = suppliedBy(info.variableValues, compiled).of(coordinate, field, node);
    return inputs.every((input) => this.#meets(input, compiled.requirements.get(input), grant, info));
  }

  #meets(coordinate: string, requirement: Requirement | undefined, grant: Grant, info: GraphQLResolveInfo): boolean {
    if (!requirement || isMet(requirement, grant)) return true;
    return refuse({ coordinate, requirement, grant, info }, this.enforcement.policy);
  }
}

function takesProtectedInput({ args }: Field, coordinate: string, compiled: Compiled): boolean {
  return args.some(
    ({ name, type }) =>
      compiled.requirements.has(`${coordinate}(${name}:)`) || compiled.protectedInputTypes.has(getNamedType(type).name),
  );
}

function suppliedBy(variables: Variables, compiled: Compiled): SuppliedInputs {
  const ofSchemas = supplied.get(variables) ?? new WeakMap<Compiled, SuppliedInputs>();
  supplied.set(variables, ofSchemas);
  const inputs = ofSchemas.get(compiled) ?? new SuppliedInputs(compiled, variables);
  ofSchemas.set(compiled, inputs);
  return inputs;
}
