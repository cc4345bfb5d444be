import {
  type ASTNode,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
  Kind,
} from 'graphql';
import { readCatalogue } from './catalogue.js';
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

type Composite = GraphQLObjectType | GraphQLInterfaceType;

const compiled = new WeakMap<GraphQLSchema, Requirements>();

/**
 * What every protected element of a schema requires, everything it inherits included. What is not in the map is open.
 * Computed once a schema.
 * @throws ScopeDirectiveError with all the faults, where a directive cannot be read
 */
export function requirementsOf(schema: GraphQLSchema, options: CompileOptions = {}): Requirements {
  const known = compiled.get(schema);
  if (known && !options.strict && !options.onWarning) return known;
  const requirements = new Compiler(schema, options).compile();
  compiled.set(schema, requirements);
  return requirements;
}

/** Lets a schema share the map of the one it was made from. */
export function adoptRequirements(schema: GraphQLSchema, requirements: Requirements): GraphQLSchema {
  compiled.set(schema, requirements);
  return schema;
}

class Compiler {
  readonly #faults: Fault[] = [];
  readonly #rules = new Map<string, Rule>();
  readonly #requirements = new Map<string, Requirement>();
  readonly #known: KnownScopes;

  constructor(
    readonly schema: GraphQLSchema,
    readonly options: CompileOptions,
  ) {
    const catalogue = readCatalogue(schema, this.#faults);
    this.#known = catalogue.size > 0 || options.strict ? new Set(catalogue.keys()) : undefined;
  }

  compile(): Requirements {
    const types = Object.values(this.schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
    for (const type of types) this.#readType(type);
    for (const type of types) this.#requireOfType(type);
    if (this.options.strict) this.#demandRootRules();
    if (this.#faults.length > 0) throw new ScopeDirectiveError(this.#faults);
    return this.#requirements;
  }

  #readType(type: GraphQLNamedType): void {
    const nodes = nodesOf(type);
    this.#read({ coordinate: type.name, location: locationOf(type), nodes }, type.extensions);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) this.#readField(type, field, nodes);
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        const coordinate = `${type.name}.${field.name}`;
        const fields = membersNamed(field.name, field.astNode, nodes);
        this.#read({ coordinate, location: 'INPUT_FIELD_DEFINITION', nodes: fields }, field.extensions);
      }
    } else if (isEnumType(type)) {
      for (const { name, astNode, extensions } of type.getValues()) {
        const values = membersNamed(name, astNode, nodes);
        this.#read({ coordinate: `${type.name}.${name}`, location: 'ENUM_VALUE', nodes: values }, extensions);
      }
    }
  }

  #readField(type: Composite, field: GraphQLField<unknown, unknown>, typeNodes: readonly DefinitionNode[]): void {
    const coordinate = `${type.name}.${field.name}`;
    const nodes = membersNamed(field.name, field.astNode, typeNodes);
    this.#read({ coordinate, location: 'FIELD_DEFINITION', nodes }, field.extensions);
    for (const argument of field.args) {
      this.#read(
        {
          coordinate: `${coordinate}(${argument.name}:)`,
          location: 'ARGUMENT_DEFINITION',
          nodes: membersNamed(argument.name, argument.astNode, nodes),
        },
        argument.extensions,
      );
    }
  }

  #read(element: Annotated, extensions: Readonly<{ directives?: unknown }>): void {
    this.#refuseExtensions(element, extensions.directives);
    const rule = readDirectives(element, this.#known, this.#faults);
    if (rule.requirement || rule.isPublic) this.#rules.set(element.coordinate, rule);
  }

  /** Some tools annotate through `extensions.directives`; a rule that is not in the SDL would be read by nobody. */
  #refuseExtensions(element: Annotated, directives: unknown): void {
    const inSdl = new Set(element.nodes.flatMap((node) => node.directives?.map(({ name }) => name.value) ?? []));
    for (const name of ['authenticated', 'requiresScopes']) {
      if (typeof directives !== 'object' || directives === null || !Object.hasOwn(directives, name)) continue;
      if (inSdl.has(name)) continue;
      this.#fault(element.coordinate, undefined, `@${name} stands in extensions.directives only. Write it in the SDL.`);
    }
  }

  #requireOfType(type: GraphQLNamedType): void {
    this.#set(type.name, this.#typeRequirement(type));
    if (isInputObjectType(type)) this.#requireOfInputFields(type);
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    for (const field of Object.values(type.getFields())) this.#requireOfField(type, field);
  }

  #requireOfInputFields(type: GraphQLInputObjectType): void {
    for (const name of Object.keys(type.getFields())) {
      const coordinate = `${type.name}.${name}`;
      this.#set(coordinate, this.#rules.get(coordinate)?.requirement);
    }
  }

  #requireOfField(type: Composite, field: GraphQLField<unknown, unknown>): void {
    const coordinate = `${type.name}.${field.name}`;
    const requirement = all([
      this.#ownAndInherited(type, field.name),
      this.#typeRequirement(type),
      this.#typeRequirement(getNamedType(field.type)),
    ]);
    this.#set(coordinate, requirement);
    for (const { name } of field.args) {
      this.#set(`${coordinate}(${name}:)`, this.#ownAndInherited(type, `${field.name}(${name}:)`));
    }
    this.#examineField(coordinate, field, requirement);
  }

  #typeRequirement(type: GraphQLNamedType): Requirement | undefined {
    const lineage = isObjectType(type) || isInterfaceType(type) ? withInterfaces(type) : [type];
    return all(lineage.map(({ name }) => this.#rules.get(name)?.requirement));
  }

  #ownAndInherited(type: Composite, member: string): Requirement | undefined {
    return all(withInterfaces(type).map(({ name }) => this.#rules.get(`${name}.${member}`)?.requirement));
  }

  #examineField(coordinate: string, field: GraphQLField<unknown, unknown>, requirement?: Requirement): void {
    if (!requirement) return;
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
    for (const root of roots) {
      for (const field of Object.values(root?.getFields() ?? {})) {
        const coordinate = `${root?.name}.${field.name}`;
        if (this.#requirements.has(coordinate) || this.#rules.get(coordinate)?.isPublic) continue;
        if (this.#faults.some((fault) => fault.coordinate === coordinate)) continue;
        const mend = 'Write @public, @authenticated or @requiresScopes(scopes: [["…"]]).';
        this.#fault(coordinate, field.astNode, `This root field does not say who may use it. ${mend}`);
      }
    }
  }

  #set(coordinate: string, requirement: Requirement | undefined): void {
    if (requirement) this.#requirements.set(coordinate, requirement);
  }

  #fault(coordinate: string, node: ASTNode | null | undefined, message: string): void {
    this.#faults.push(faultAt(coordinate, node ?? undefined, message));
  }
}

type DefinitionNode = ASTNode & { directives?: readonly ConstDirectiveNode[] | undefined };

function nodesOf(type: GraphQLNamedType): readonly DefinitionNode[] {
  return type.astNode ? [type.astNode, ...type.extensionASTNodes] : type.extensionASTNodes;
}

/**
 * Every definition of a member, not only the one that the schema kept: where SDL is built without validation, an
 * extension may define a field a second time, and the first one's rule still holds.
 */
function membersNamed(
  name: string,
  kept: DefinitionNode | null | undefined,
  owners: readonly DefinitionNode[],
): readonly DefinitionNode[] {
  const members = owners.flatMap(membersOf).filter((member) => 'name' in member && member.name?.value === name);
  return [...new Set(kept ? [kept, ...members] : members)];
}

function membersOf(node: DefinitionNode): readonly DefinitionNode[] {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return node.fields ?? [];
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return node.values ?? [];
    case Kind.FIELD_DEFINITION:
      return node.arguments ?? [];
    default:
      return [];
  }
}

function withInterfaces(type: Composite): Composite[] {
  const found = new Set<Composite>([type]);
  for (const each of found) for (const parent of each.getInterfaces()) found.add(parent);
  return [...found];
}

function locationOf(type: GraphQLNamedType): string {
  if (isObjectType(type)) return 'OBJECT';
  if (isInterfaceType(type)) return 'INTERFACE';
  if (isUnionType(type)) return 'UNION';
  if (isEnumType(type)) return 'ENUM';
  return isScalarType(type) ? 'SCALAR' : 'INPUT_OBJECT';
}
