import * as v from 'valibot';

/** What is said of a setting, beside the values that it takes and its default. */
export interface About {
  what: string;
  /** What holds where it is not set, where that is no fixed value. */
  unset?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever its values are
type Any = any;

/** A schema that says in words which values it takes. */
export type Accepting = v.GenericSchema<Any, unknown> & {
  pipe: readonly [...unknown[], v.DescriptionAction<Any, string>];
};

/** A setting that says what it is and which values it takes: the compiler lets none be declared that does not. */
export type Setting<More extends About = About> = v.GenericSchema<Any, unknown> & {
  pipe: readonly [
    Accepting | v.OptionalSchema<Accepting, Any>,
    v.MetadataAction<Any, Readonly<More> & Record<string, unknown>>,
  ];
};

/** @param words as in 'expected …' */
export const accepting = <const S extends v.GenericSchema<Any, unknown>>(words: string, schema: S) =>
  v.pipe(schema, v.description(words));

export const oneOf = <const Values extends readonly string[]>(values: Values) => {
  const expected = values.length > 2 ? `one of ${values.join(', ')}` : values.join(' or ');
  return accepting(expected, v.picklist(values, expected));
};

/** Declares a setting. */
export const setting = <const S extends Accepting | v.OptionalSchema<Accepting, Any>, const More extends About>(
  about: More,
  schema: S,
) => v.pipe(schema, v.metadata(about as More & Record<string, unknown>));

/** What a reference says of a setting. */
export type Described<More extends About> = More & { name: string; accepts: string; usual: string | undefined };

/** What is said of each of some settings, in their order. */
export function describeSettings<More extends About>(
  settings: Readonly<Record<string, Setting<More>>>,
): Described<More>[] {
  return Object.entries(settings).map(([name, schema]) => {
    const [inner] = schema.pipe;
    const accepts = v.getDescription('wrapped' in inner ? inner.wrapped : inner) ?? '';
    const usual = 'default' in inner ? inner.default : undefined;
    return { ...(v.getMetadata(schema) as More), name, accepts, usual: wordsOf(usual) };
  });
}

function wordsOf(usual: unknown): string | undefined {
  return usual === undefined || typeof usual === 'string' ? usual : JSON.stringify(usual);
}
