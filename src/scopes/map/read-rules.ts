import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import {
  type Composite,
  definitionsOf,
  definitionsOfMember,
  locationOf,
  type Members,
  membersOf,
} from '../sdl/definitions.js';
import { droppedDirectives } from '../sdl/dropped-directives.js';
import type { Annotated, DirectiveReader, Rule } from '../sdl/read-directives.js';

/** Schema coordinate to what the directives on that element say. */
export type Rules = ReadonlyMap<string, Rule>;

/** The rules of every element of a schema. The faults are left with the reader. */
export function readRules(schema: GraphQLSchema, types: readonly GraphQLNamedType[], reader: DirectiveReader): Rules {
  const rules = new SchemaReader(schema, reader).read(types);
  const definitions = [schema, ...types].flatMap(definitionsOf);
  const faulty = new Set(reader.faults.map(({ coordinate }) => coordinate));
  const dropped = droppedDirectives(schema, definitions, reader.starts);
  reader.faults.push(...dropped.filter(({ coordinate }) => !faulty.has(coordinate)));
  return rules;
}

class SchemaReader {
  readonly #rules = new Map<string, Rule>();

  constructor(
    readonly schema: GraphQLSchema,
    readonly reader: DirectiveReader,
  ) {}

  read(types: readonly GraphQLNamedType[]): Rules {
    this.#read({ coordinate: 'schema', location: 'SCHEMA', nodes: definitionsOf(this.schema) });
    for (const type of types) this.#readType(type);
    this.#readDirectiveDefinitions();
    return this.#rules;
  }

  #readType(type: GraphQLNamedType): void {
    const nodes = definitionsOf(type);
    this.#read({ coordinate: type.name, location: locationOf(type), nodes, extensions: type.extensions });
    if (isObjectType(type) || isInterfaceType(type)) {
      const fields = Object.values(type.getFields());
      const members = membersOf(nodes, fields);
      for (const field of fields) this.#readField(type, field, members);
    } else if (isInputObjectType(type)) {
      this.#readMembers(type, 'INPUT_FIELD_DEFINITION', Object.values(type.getFields()));
    } else if (isEnumType(type)) {
      this.#readMembers(type, 'ENUM_VALUE', type.getValues());
    }
  }

  #readMembers(type: GraphQLNamedType, location: string, kept: readonly Member[]): void {
    const members = membersOf(definitionsOf(type), kept);
    for (const member of kept) this.#readMember(`${type.name}.${member.name}`, location, member, members);
  }

  #readField(type: Composite, field: AnyField, members: Members): void {
    const coordinate = `${type.name}.${field.name}`;
    this.#readMember(coordinate, 'FIELD_DEFINITION', field, members);
    if (field.args.length === 0) return;
    const args = membersOf(definitionsOfMember(field, members), field.args);
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
    const rule = this.reader.read(element);
    if (rule) this.#rules.set(element.coordinate, rule);
  }
}

type AnyField = GraphQLField<unknown, unknown>;
type Member = Parameters<typeof definitionsOfMember>[0] & { extensions: Annotated['extensions'] };
