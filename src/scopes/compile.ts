import {
  type ASTNode,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { readCatalogue } from './catalogue.js';
import {
  type Composite,
  definitionsOf,
  definitionsOfMember,
  locationOf,
  type Members,
  membersOf,
  withInterfaces,
} from './definitions.js';
import { type Fault, faultAt, ScopeDirectiveError } from './faults.js';
import { type Annotated, type Rule, readDirectives } from './read-directives.js';
import type { KnownScopes } from './read-scopes.js';
import { all, inWords, type Requirement } from './requirement.js';

/** Schema coordinate (`User`, `Query.me`, `Query.search(all:)`, `Filter.secret`) to what it requires. */
export type Requirements = ReadonlyMap<string, Requirement>;

export interface CompileOptions {
  /** Every root field says @public, @authenticated or @requiresScopes, and every scope is declared. Default: false. */
  strict?: boolean;
  /** Told of what is allowed and probably not meant, a sentence at a time. */
  onWarning?: (warning: string) => void;
}

/** All that is known of the rules of a schema. */
export interface Compiled {
  /** What an element requires, everything it inherits included. What is not in it is open. */
  requirements: Requirements;
  /** The rule of the element itself. */
  rules: Requirements;
  /** The names of the input types that hold a protected field, themselves or further down. */
  protectedInputTypes: ReadonlySet<string>;
}

/** @throws ScopeDirectiveError with all the faults, where a directive cannot be read */
export function compile(schema: GraphQLSchema, options: CompileOptions): Compiled {
  return new Compiler(schema, options).compile();
}

class Compiler {
  readonly #faults: Fault[] = [];
  readonly #rules = new Map<string, Rule>();
  readonly #requirements = new Map<string, Requirement>();
  readonly #known: KnownScopes;
  readonly #types: readonly GraphQLNamedType[];

  constructor(
    readonly schema: GraphQLSchema,
    readonly options: CompileOptions,
  ) {
    const catalogue = readCatalogue(schema, this.#faults);
    this.#known = catalogue.size > 0 || options.strict ? new Set(catalogue.keys()) : undefined;
    this.#types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  }

  compile(): Compiled {
    for (const type of this.#types) this.#readType(type);
    this.#readDirectiveDefinitions();
    for (const type of this.#types) this.#requireOfType(type);
    if (this.options.strict) this.#demandRootRules();
    if (this.#faults.length > 0) throw new ScopeDirectiveError(this.#faults);
    const rules = [...this.#rules].flatMap(([coordinate, { requirement }]): [string, Requirement][] =>
      requirement ? [[coordinate, requirement]] : [],
    );
    return {
      requirements: this.#requirements,
      rules: new Map(rules),
      protectedInputTypes: protectedInputTypes(this.#types, this.#requirements),
    };
  }

  #readType(type: GraphQLNamedType): void {
    const nodes = definitionsOf(type);
    const members = membersOf(nodes);
    this.#read({ coordinate: type.name, location: locationOf(type), nodes, extensions: type.extensions });
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) this.#readField(type, field, members);
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        this.#readMember(`${type.name}.${field.name}`, 'INPUT_FIELD_DEFINITION', field, members);
      }
    } else if (isEnumType(type)) {
      for (const value of type.getValues()) {
        this.#readMember(`${type.name}.${value.name}`, 'ENUM_VALUE', value, members);
      }
    }
  }

  #readField(type: Composite, field: AnyField, members: Members): void {
    const coordinate = `${type.name}.${field.name}`;
    this.#readMember(coordinate, 'FIELD_DEFINITION', field, members);
    if (field.args.length === 0) return;
    const args = membersOf(definitionsOfMember(field, members));
    for (const argument of field.args) {
      this.#readMember(`${coordinate}(${argument.name}:)`, 'ARGUMENT_DEFINITION', argument, args);
    }
  }

  #readMember(coordinate: string, location: string, member: Member, members: Members): void {
    const { extensions } = member;
    this.#read({ coordinate, location, nodes: definitionsOfMember(member, members), extensions });
  }

  /** A rule on an argument of a directive would protect nothing. */
  #readDirectiveDefinitions(): void {
    for (const { name, args } of this.schema.getDirectives()) {
      for (const { name: argument, astNode } of args) {
        const nodes = astNode ? [astNode] : [];
        this.#read({ coordinate: `@${name}(${argument}:)`, location: 'an argument of a directive', nodes });
      }
    }
  }

  #read(element: Annotated): void {
    const rule = readDirectives(element, this.#known, this.#faults);
    if (rule.requirement || rule.isPublic) this.#rules.set(element.coordinate, rule);
  }

  #requireOfType(type: GraphQLNamedType): void {
    this.#require(type.name, this.#ofType(type));
    if (isInputObjectType(type)) {
      for (const name of Object.keys(type.getFields())) {
        this.#require(`${type.name}.${name}`, this.#rules.get(`${type.name}.${name}`)?.requirement);
      }
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    for (const field of Object.values(type.getFields())) this.#requireOfField(type, field);
  }

  #requireOfField(type: Composite, field: AnyField): void {
    const coordinate = `${type.name}.${field.name}`;
    const ofParts = [this.#ofMember(type, field.name), this.#ofType(type), this.#ofType(getNamedType(field.type))];
    const requirement = all(ofParts);
    this.#require(coordinate, requirement);
    for (const { name } of field.args) {
      this.#require(`${coordinate}(${name}:)`, this.#ofMember(type, `${field.name}(${name}:)`));
    }
    if (requirement) this.#examineField(coordinate, field, requirement);
  }

  #ofType(type: GraphQLNamedType): Requirement | undefined {
    const lineage = isObjectType(type) || isInterfaceType(type) ? withInterfaces(type) : [type];
    return all(lineage.map(({ name }) => this.#rules.get(name)?.requirement));
  }

  /** The member's own rule, and that of the same member of each interface. */
  #ofMember(type: Composite, member: string): Requirement | undefined {
    return all(withInterfaces(type).map(({ name }) => this.#rules.get(`${name}.${member}`)?.requirement));
  }

  #examineField(coordinate: string, field: AnyField, requirement: Requirement): void {
    if (this.#rules.get(coordinate)?.isPublic) {
      const needs = inWords(requirement) || 'signing in';
      this.#fault(coordinate, field.astNode, `@public contradicts what this field requires: ${needs}. Take one out.`);
    }
    if (isNonNullType(field.type)) {
      this.options.onWarning?.(`${coordinate} is protected and non-null: a refusal nulls its parent.`);
    }
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

  #require(coordinate: string, requirement: Requirement | undefined): void {
    if (requirement) this.#requirements.set(coordinate, requirement);
  }

  #fault(coordinate: string, node: ASTNode | null | undefined, message: string): void {
    this.#faults.push(faultAt(coordinate, node ?? undefined, message));
  }
}

type AnyField = GraphQLField<unknown, unknown>;
type Member = Parameters<typeof definitionsOfMember>[0] & { extensions: Annotated['extensions'] };

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
