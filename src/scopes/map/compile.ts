import {
  type ASTNode,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { inWords, type Requirement } from '../requirement.js';
import { RequirementPool } from '../requirement-pool.js';
import { type Catalogue, readCatalogue } from '../sdl/catalogue.js';
import { type Composite, type Defined, interfacesOf } from '../sdl/definitions.js';
import { type Fault, faultAt, ScopeDirectiveError } from '../sdl/faults.js';
import { DirectiveReader } from '../sdl/read-directives.js';
import { Decisions } from './decisions.js';
import { type Rules, readRules } from './read-rules.js';

/** Schema coordinate (`User`, `Query.me`, `Query.search(all:)`, `Filter.secret`) to what it requires. */
export type Requirements = ReadonlyMap<string, Requirement>;

export interface CompileOptions {
  /** Every root field says @public, @authenticated or @requiresScopes, and every scope is declared. Default: false. */
  strict?: boolean;
  /** Told of what is allowed and probably not meant, a sentence at a time. */
  onWarning?: (warning: string) => void;
}

/** All that is known of the rules of a schema. Equal requirements are one object. */
export interface Compiled {
  /** What an element requires, everything it inherits included. What is not in it is open. */
  requirements: Requirements;
  /** What stands on the element itself. */
  rules: Rules;
  /** The names of the input types that hold a protected field, themselves or further down. */
  protectedInputTypes: ReadonlySet<string>;
  decisions: Decisions;
}

/** @throws ScopeDirectiveError with all the faults, where a directive cannot be read */
export function compile(schema: GraphQLSchema, options: CompileOptions): Compiled {
  return new Compiler(schema, options).compile();
}

class Compiler {
  readonly #faults: Fault[] = [];
  readonly #catalogue: Catalogue;
  readonly #rules: Rules;
  readonly #requirements = new Map<string, Requirement>();
  readonly #ofTypes = new Map<GraphQLNamedType, Requirement | undefined>();
  readonly #pool = new RequirementPool();
  readonly #types: readonly GraphQLNamedType[];

  constructor(
    readonly schema: GraphQLSchema,
    readonly options: CompileOptions,
  ) {
    this.#catalogue = readCatalogue(schema, this.#faults);
    const known = this.#catalogue.size > 0 || options.strict ? new Set(this.#catalogue.keys()) : undefined;
    this.#types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
    this.#rules = readRules(schema, this.#types, new DirectiveReader(known, this.#pool, this.#faults));
  }

  compile(): Compiled {
    for (const type of this.#types) this.#requireOfType(type);
    if (this.options.strict) this.#demandRootRules();
    if (this.#faults.length > 0) throw new ScopeDirectiveError(this.#faults);
    if (this.options.onWarning) this.#warnOfUnused(this.options.onWarning);
    return {
      requirements: this.#requirements,
      rules: this.#rules,
      protectedInputTypes: protectedInputTypes(this.#types, this.#requirements),
      decisions: new Decisions(this.#requirements.values()),
    };
  }

  #requireOfType(type: GraphQLNamedType): void {
    const ofType = this.#ofType(type);
    this.#require(type.name, ofType);
    if (isInputObjectType(type)) {
      for (const name of Object.keys(type.getFields())) {
        this.#require(`${type.name}.${name}`, this.#rules.get(`${type.name}.${name}`)?.requirement);
      }
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    const lineage = interfacesOf(type).map(({ name }) => name);
    for (const field of Object.values(type.getFields())) this.#requireOfField(type, field, lineage);
  }

  #requireOfField(type: Composite, field: AnyField, lineage: readonly string[]): void {
    const coordinate = `${type.name}.${field.name}`;
    const own = this.#ofMember(coordinate, field.name, lineage, field);
    const withType = this.#both(coordinate, own, this.#ofType(type), field);
    const requirement = this.#both(coordinate, withType, this.#ofType(getNamedType(field.type)), field);
    this.#require(coordinate, requirement);
    for (const argument of field.args) {
      const member = `${field.name}(${argument.name}:)`;
      const ofArgument = `${type.name}.${member}`;
      this.#require(ofArgument, this.#ofMember(ofArgument, member, lineage, argument));
    }
    if (requirement) this.#examineField(type, coordinate, field, requirement);
  }

  /** The rules of a type and its interfaces. */
  #ofType(type: GraphQLNamedType): Requirement | undefined {
    if (this.#ofTypes.has(type)) return this.#ofTypes.get(type);
    let requirement: Requirement | undefined;
    for (const { name } of isObjectType(type) || isInterfaceType(type) ? [type, ...interfacesOf(type)] : [type]) {
      requirement = this.#both(type.name, requirement, this.#rules.get(name)?.requirement, type);
    }
    this.#ofTypes.set(type, requirement);
    return requirement;
  }

  /** The rules of the member in a type and in each of its interfaces. */
  #ofMember(coordinate: string, member: string, lineage: readonly string[], at: Defined): Requirement | undefined {
    let requirement = this.#rules.get(coordinate)?.requirement;
    for (const name of lineage) {
      requirement = this.#both(coordinate, requirement, this.#rules.get(`${name}.${member}`)?.requirement, at);
    }
    return requirement;
  }

  #both(
    coordinate: string,
    left: Requirement | undefined,
    right: Requirement | undefined,
    { astNode }: Defined,
  ): Requirement | undefined {
    try {
      return this.#pool.both(left, right);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#fault(coordinate, astNode, `What this inherits and its own rule are too much together. ${error.message}`);
      return undefined;
    }
  }

  #examineField(type: Composite, coordinate: string, field: AnyField, requirement: Requirement): void {
    if (this.#rules.get(coordinate)?.isPublic) {
      const contradiction = `@public contradicts what this field requires: ${inWords(requirement)}.`;
      this.#fault(coordinate, field.astNode, `${contradiction} Take one out.`);
    }
    if (this.options.onWarning && isNonNullType(field.type) && !this.#isRefusedBefore(type, requirement)) {
      this.options.onWarning(`${coordinate} is protected and non-null: a refusal nulls its parent.`);
    }
  }

  /** Whether whoever lacks what a field requires never gets as far as its type, or, in a mutation, has run nothing. */
  #isRefusedBefore(type: Composite, requirement: Requirement): boolean {
    if (type === this.schema.getMutationType()) return true;
    if (type === this.schema.getQueryType() || type === this.schema.getSubscriptionType()) return false;
    const unions = this.#types.filter((other) => isUnionType(other) && this.schema.isSubType(other, type));
    return [type, ...type.getInterfaces(), ...unions].every((way) => {
      const ofWay = this.#ofType(way);
      return ofWay !== undefined && this.#pool.both(ofWay, requirement) === ofWay;
    });
  }

  #demandRootRules(): void {
    const roots = [this.schema.getQueryType(), this.schema.getMutationType(), this.schema.getSubscriptionType()];
    const faulty = new Set(this.#faults.map(({ coordinate }) => coordinate));
    for (const root of roots) {
      for (const field of Object.values(root?.getFields() ?? {})) {
        const coordinate = `${root?.name}.${field.name}`;
        if (this.#requirements.has(coordinate) || this.#rules.has(coordinate) || faulty.has(coordinate)) continue;
        const mend = 'Write @public, @authenticated or @requiresScopes(scopes: [["…"]]).';
        this.#fault(coordinate, field.astNode, `This root field does not say who may use it. ${mend}`);
      }
    }
  }

  #warnOfUnused(warn: (warning: string) => void): void {
    const used = new Set([...this.#requirements.values()].flat(2));
    for (const scope of this.#catalogue.keys()) if (!used.has(scope)) warn(`Nothing requires the scope "${scope}".`);
  }

  #require(coordinate: string, requirement: Requirement | undefined): void {
    if (requirement) this.#requirements.set(coordinate, requirement);
  }

  #fault(coordinate: string, node: ASTNode | null | undefined, message: string): void {
    this.#faults.push(faultAt(coordinate, node ?? undefined, message));
  }
}

type AnyField = GraphQLField<unknown, unknown>;

/** The input types from which a protected field can be reached. */
function protectedInputTypes(types: readonly GraphQLNamedType[], requirements: Requirements): ReadonlySet<string> {
  const inputs = types.filter(isInputObjectType);
  const found = new Set<string>();
  const reaches = (type: GraphQLInputObjectType) =>
    Object.values(type.getFields()).some(
      (field) => requirements.has(`${type.name}.${field.name}`) || found.has(getNamedType(field.type).name),
    );
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const type of inputs) if (!found.has(type.name) && reaches(type)) found.add(type.name);
  }
  return found;
}
