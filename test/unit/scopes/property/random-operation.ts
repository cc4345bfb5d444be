import {
  type Condition,
  type FieldSelection,
  type FragmentModel,
  type OperationModel,
  type Selection,
  shapeOf,
} from './operation-model.js';
import { printArguments } from './print-operation.js';
import { RandomValues } from './random-values.js';
import type { RawOperation, RawSelection } from './raw-operation.js';
import { ResponseKeys } from './response-keys.js';
import {
  type FieldModel,
  isOutputComposite,
  named,
  nameOf,
  nonNull,
  pick,
  possibleTypes,
  type SchemaModel,
  type TypeModel,
} from './schema-model.js';

export function operationFrom(schema: SchemaModel, raw: RawOperation): OperationModel {
  return new OperationBuilder(schema, raw).build();
}

const TYPENAME: FieldModel = {
  name: '__typename',
  type: nonNull(named('String')),
  arguments: [],
  rules: { written: [], extended: [] },
};

class OperationBuilder {
  readonly #values: RandomValues;
  readonly #keys = new ResponseKeys();
  readonly #fragments = new Map<string, FragmentModel>();
  #fragmentCount = 0;

  constructor(
    readonly schema: SchemaModel,
    readonly raw: RawOperation,
  ) {
    this.#values = new RandomValues(schema, raw.switches);
  }

  build(): OperationModel {
    const kind = this.raw.isMutation ? 'mutation' : 'query';
    const selections = this.#selections(kind === 'query' ? 'Query' : 'Mutation', this.raw.selections);
    return { kind, selections, fragments: this.#fragments, variables: this.#values.variables };
  }

  /** Never empty, as the grammar wants it. */
  #selections(parent: string, raws: readonly RawSelection[]): readonly Selection[] {
    const selections = raws.flatMap((raw) => this.#selection(parent, raw));
    return selections.length > 0 ? selections : [this.#field(parent, TYPENAME, PLAIN_SELECTION)];
  }

  #selection(parent: string, raw: RawSelection): readonly Selection[] {
    if (raw.form > 12) return this.#again(parent, raw);
    if (raw.form === 12) return [this.#named(parent, raw)];
    const isUnion = this.schema.get(parent)?.kind === 'union';
    if (raw.form > 8 || (isUnion && raw.children.length > 0)) return [this.#inline(parent, raw)];
    const field = this.#fieldFor(parent, raw);
    return raw.isSplit && raw.children.length > 1 ? this.#split(parent, field, raw) : [this.#field(parent, field, raw)];
  }

  #fieldsOf(parent: string): readonly FieldModel[] {
    const type = this.schema.get(parent);
    return type?.kind === 'object' || type?.kind === 'interface' ? type.fields : [];
  }

  /** One that has nothing below it, where the raw selection has not. */
  #fieldFor(parent: string, raw: RawSelection): FieldModel {
    const hasChildren = raw.children.length > 0;
    const fitting = this.#fieldsOf(parent).filter(({ type }) => hasChildren || !this.#isComposite(type));
    return raw.target % 6 === 5 || fitting.length === 0 ? TYPENAME : pick(fitting, raw.target);
  }

  #isComposite(type: TypeModel): boolean {
    return isOutputComposite(this.schema.get(nameOf(type)));
  }

  /** The same field twice, each time with some of the selections below it, so that they are merged. */
  #split(parent: string, field: FieldModel, raw: RawSelection): readonly Selection[] {
    const [first, ...others] = raw.children;
    return [[first as RawSelection], others].map((children) => this.#field(parent, field, { ...raw, children }));
  }

  #field(parent: string, field: FieldModel, raw: RawSelection): FieldSelection {
    const values = this.#values.supplied(field.arguments, raw.arguments);
    const selected = {
      parent: { name: parent, isObject: this.schema.get(parent)?.kind === 'object' },
      name: field.name,
      arguments: printArguments(values),
      shape: shapeOf(field.type, this.#isComposite(field.type)),
    };
    const shared = raw.key > 7 ? this.#keys.shared(selected) : undefined;
    return {
      kind: 'field',
      key: shared ?? this.#keys.of(selected, raw.key > 5 ? 1 : 0),
      name: field.name,
      arguments: values,
      conditions: this.#conditions(raw),
      selections: this.#isComposite(field.type) ? this.#selections(nameOf(field.type), raw.children) : [],
    };
  }

  #inline(parent: string, raw: RawSelection): Selection {
    const isBare = raw.target % 5 === 4 && this.schema.get(parent)?.kind !== 'union';
    const on = isBare ? undefined : pick(this.#conditionsOn(parent), raw.target);
    const selections = this.#selections(on ?? parent, raw.children);
    return { kind: 'inline', on, conditions: this.#conditions(raw), selections };
  }

  /** A fragment is known only once it is complete, so that no fragment can come to contain itself. */
  #named(parent: string, raw: RawSelection): Selection {
    const name = `F${this.#fragmentCount}`;
    this.#fragmentCount += 1;
    const on = pick(this.#conditionsOn(parent), raw.target);
    this.#fragments.set(name, { name, on, selections: this.#selections(on, raw.children) });
    return { kind: 'spread', fragment: name, conditions: this.#conditions(raw) };
  }

  #again(parent: string, raw: RawSelection): readonly Selection[] {
    const fitting = [...this.#fragments.values()].filter(({ on }) => this.#overlaps(parent, on));
    if (fitting.length === 0) return [this.#inline(parent, raw)];
    const { name } = pick(fitting, raw.target);
    return [{ kind: 'spread', fragment: name, conditions: this.#conditions(raw) }];
  }

  /** The type conditions that can apply within a type. */
  #conditionsOn(parent: string): readonly string[] {
    return [...this.schema.values()]
      .filter((type) => isOutputComposite(type) && this.#overlaps(parent, type.name))
      .map(({ name }) => name);
  }

  #overlaps(one: string, other: string): boolean {
    const possible = possibleTypes(this.schema, one);
    return one === other || possibleTypes(this.schema, other).some((name) => possible.includes(name));
  }

  #conditions({ skip, include }: RawSelection): readonly Condition[] {
    return [...this.#condition('skip', skip, false), ...this.#condition('include', include, true)];
  }

  #condition(directive: Condition['directive'], raw: number, harmless: boolean): readonly Condition[] {
    if (raw < 22) return [];
    if (raw < 26 || !this.raw.hasSwitches) return [{ directive, if: raw % 4 === 1 ? !harmless : harmless }];
    return [{ directive, if: this.#values.switch(raw % 2) }];
  }
}

const PLAIN_SELECTION: RawSelection = {
  form: 0,
  target: 0,
  key: 0,
  skip: 0,
  include: 0,
  isSplit: false,
  arguments: [],
  children: [],
};
