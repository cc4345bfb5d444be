import { inputRulesFrom, type RawRules, rulesFrom } from './raw-rules.js';
import type { RawComposite, RawField, RawHeir, RawInput, RawSchema } from './raw-schema.js';
import { inputTypeFrom, outputTypeFrom } from './raw-type.js';
import { constantFrom, isKnown } from './raw-value.js';
import {
  type CompositeModel,
  type FieldModel,
  type InputModel,
  type NamedModel,
  nameOf,
  nonNull,
  nullable,
  pick,
  possibleTypes,
  type Rules,
  renamed,
  type SchemaModel,
  type TypeModel,
  type UnionModel,
} from './schema-model.js';

export function schemaFrom(raw: RawSchema): SchemaModel {
  return new SchemaBuilder(raw).build();
}

const LEAVES = ['Int', 'String', 'Color', 'Money'];

class SchemaBuilder {
  readonly #types = new Map<string, NamedModel>();
  readonly #outputs: readonly string[];

  constructor(readonly raw: RawSchema) {
    const composites = [...this.raw.objects.keys()].map((index) => `Object${index}`);
    const abstract = [...this.raw.interfaces.keys()].map((index) => `Interface${index}`);
    const unions = [...this.raw.unions.keys()].map((index) => `Union${index}`);
    this.#outputs = [...LEAVES, ...LEAVES, ...composites, 'Query', 'Mutation', ...abstract, ...unions];
  }

  /** What others refer to comes first: which interfaces a type has before any field's type is narrowed to one of them. */
  build(): SchemaModel {
    const { raw } = this;
    this.#types.set('Color', { kind: 'enum', name: 'Color', values: ['RED', 'GREEN'], rules: this.#rules(raw.enum) });
    this.#types.set('Money', { kind: 'scalar', name: 'Money', values: [], rules: this.#rules(raw.scalar) });
    for (const [index, fields] of raw.inputs.entries()) this.#addInput(index, fields);
    const composites = this.#declareComposites();
    for (const [index, members] of raw.unions.entries()) this.#addUnion(index, members);
    for (const [name, rawType] of composites) this.#addFields(name, rawType);
    return this.#types;
  }

  #declareComposites(): Map<string, RawComposite> {
    const { query, mutation, objects, interfaces } = this.raw;
    const declared = new Map<string, RawComposite>();
    const declare = (kind: CompositeModel['kind'], name: string, raw: RawComposite, direct: readonly string[]) => {
      declared.set(name, raw);
      this.#types.set(name, this.#composite(kind, name, raw, direct));
    };
    for (const [index, raw] of interfaces.entries()) {
      declare('interface', `Interface${index}`, raw, this.#interfacesIn(raw.interfaces, index));
    }
    declare('object', 'Query', query, this.#interfacesIn(query.interfaces, interfaces.length));
    declare('object', 'Mutation', mutation, this.#interfacesIn(mutation.interfaces, interfaces.length));
    for (const [index, raw] of objects.entries()) {
      declare('object', `Object${index}`, raw, this.#interfacesOfObject(index, raw));
    }
    return declared;
  }

  /** Some object implements every interface. */
  #interfacesOfObject(index: number, { interfaces }: RawComposite): string[] {
    const owed = [...this.raw.interfaces.keys()].filter((each) => each % this.raw.objects.length === index);
    return [...this.#interfacesIn(interfaces, this.raw.interfaces.length), ...owed.map((each) => `Interface${each}`)];
  }

  #interfacesIn(bits: number, count: number): string[] {
    return membersIn(bits, count).map((index) => `Interface${index}`);
  }

  #composite(kind: CompositeModel['kind'], name: string, raw: RawComposite, direct: readonly string[]): CompositeModel {
    const interfaces = new Set(direct.flatMap((each) => [each, ...this.#interfacesOf(each)]));
    const implementsByExtension = raw.implementsByExtension && this.raw.mayExtend && interfaces.size > 0;
    return {
      kind,
      name,
      interfaces: [...interfaces],
      implementsByExtension,
      fields: [],
      rules: this.#rules(raw.rules),
    };
  }

  #interfacesOf(name: string): readonly string[] {
    const type = this.#types.get(name);
    return type && 'interfaces' in type ? type.interfaces : [];
  }

  #addUnion(index: number, bits: number): void {
    const objects = this.#outputs.filter((name) => this.#types.get(name)?.kind === 'object');
    const members = membersIn(bits, objects.length).map((each) => pick(objects, each));
    const union: UnionModel = {
      kind: 'union',
      name: `Union${index}`,
      members: members.length > 0 ? members : objects.slice(0, 2),
    };
    this.#types.set(union.name, union);
  }

  /** An input object holds those before it as it likes, and itself and later ones only where it may be left out. */
  #addInput(index: number, raws: readonly RawInput[]): void {
    const name = `Input${index}`;
    const all = [...this.raw.inputs.keys()].map((each) => `Input${each}`);
    const fields = raws.map((raw, at) => {
      const input = this.#input(`f${at}`, raw, ['Int', 'Money', ...all]);
      const isEarlier = all.indexOf(nameOf(input.type)) < index;
      return isEarlier ? input : { ...input, type: nullable(input.type), default: undefined };
    });
    this.#types.set(name, { kind: 'input', name, fields });
  }

  #input(name: string, raw: RawInput, targets: readonly string[]): InputModel {
    const type = inputTypeFrom(raw.type, targets);
    const known = isKnown(this.#types, type) ? raw.default : null;
    const value = known ? constantFrom(this.#types, type, known, 'ofSchema') : undefined;
    return { name, type, default: value, rules: this.#inputRules(raw.rules) };
  }

  #argument(name: string, raw: RawInput): InputModel {
    const inputs = [...this.raw.inputs.keys()].map((index) => `Input${index}`);
    return this.#input(name, raw, ['Int', 'Money', ...inputs, ...inputs]);
  }

  #addFields(name: string, raw: RawComposite): void {
    const type = this.#types.get(name);
    if (!type || !('interfaces' in type)) throw new Error(`${name} is not declared.`);
    const inherited = this.#inherited(type).map((versions, index) =>
      this.#heir(versions, raw.heirs[index % raw.heirs.length], type.kind === 'object'),
    );
    const own = raw.fields.map((field, index) => this.#field(`${lowered(name)}${'WXYZ'[index]}`, field));
    this.#types.set(name, { ...type, fields: [...inherited, ...own] });
  }

  /** Every field that the interfaces ask for, in all the versions in which they do. */
  #inherited(type: CompositeModel): FieldModel[][] {
    const versions = new Map<string, FieldModel[]>();
    for (const name of type.interfaces) {
      const parent = this.#types.get(name);
      for (const field of parent && 'interfaces' in parent ? parent.fields : []) {
        versions.set(field.name, [...(versions.get(field.name) ?? []), field]);
      }
    }
    return [...versions.values()];
  }

  #heir(versions: readonly FieldModel[], raw: RawHeir | undefined, isObject: boolean): FieldModel {
    const version = versions.find(({ type }) => type.kind === 'nonNull') ?? pick(versions, 0);
    const inherited = version.arguments.map((each, index) => ({
      ...each,
      rules: this.#inputRules(raw?.argumentRules[index]),
    }));
    return {
      name: version.name,
      type: raw ? this.#narrowed(version.type, raw.narrowing, isObject) : version.type,
      arguments: isObject && raw?.extra ? [...inherited, this.#extra(raw.extra)] : inherited,
      rules: this.#rules(raw?.rules),
    };
  }

  /** An argument that the interface does not ask for, which therefore nobody has to supply. */
  #extra(raw: RawInput): InputModel {
    const argument = this.#argument('extra', raw);
    return argument.default === undefined ? { ...argument, type: nullable(argument.type) } : argument;
  }

  /** A subtype: not null, and of an object's field also one of the possible types. */
  #narrowed(type: TypeModel, narrowing: number, isObject: boolean): TypeModel {
    const possible = possibleTypes(this.#types, nameOf(type));
    const narrow = isObject && narrowing > 5 && possible.length > 0 ? renamed(type, pick(possible, narrowing)) : type;
    return narrowing % 3 === 1 ? nonNull(narrow) : narrow;
  }

  #field(name: string, raw: RawField): FieldModel {
    return {
      name,
      type: outputTypeFrom(raw.type, this.#outputs),
      arguments: raw.arguments.map((each, index) => this.#argument(`a${index}`, each)),
      rules: this.#rules(raw.rules),
    };
  }

  #rules(raw: RawRules | undefined): Rules {
    return rulesFrom(raw, this.raw.density, this.raw.mayExtend);
  }

  #inputRules(raw: RawRules | undefined): Rules {
    return inputRulesFrom(raw, this.raw.inputDensity);
  }
}

function membersIn(bits: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => index).filter((index) => (bits >> index) & 1);
}

function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
