import type { GraphQLSchema } from 'graphql';
import { ScopeDirectiveError } from '../sdl/faults.js';
import { type Compiled, type CompileOptions, compile, type Requirements } from './compile.js';

interface Entry {
  /** Undefined where the directives are faulty. */
  compiled: Compiled | undefined;
  strict: boolean;
}

const known = new WeakMap<GraphQLSchema, Entry>();

/**
 * What every protected element of a schema requires, everything it inherits included. What is not in the map is open.
 * Computed once a schema.
 * @throws ScopeDirectiveError with all the faults, where a directive cannot be read
 */
export function requirementsOf(schema: GraphQLSchema, options: CompileOptions = {}): Requirements {
  return compiledOf(schema, options).requirements;
}

export function compiledOf(schema: GraphQLSchema, options: CompileOptions = {}): Compiled {
  const { strict = false, onWarning } = options;
  const before = known.get(schema);
  if (before?.compiled && (before.strict || !strict) && !onWarning) return before.compiled;
  const compiled = compile(schema, options);
  known.set(schema, { compiled, strict });
  return compiled;
}

/** The rules of the schema that is being executed; undefined where they are faulty, so that only the enforced ones hold. */
export function runningRules(schema: GraphQLSchema): Compiled | undefined {
  const entry = known.get(schema);
  if (entry) return entry.compiled;
  try {
    return compiledOf(schema);
  } catch (error) {
    if (!(error instanceof ScopeDirectiveError)) throw error;
    known.set(schema, { compiled: undefined, strict: false });
    return undefined;
  }
}

/** Lets a schema share what is known of the one it was made from. */
export function share(from: GraphQLSchema, to: GraphQLSchema): void {
  const entry = known.get(from);
  if (entry) known.set(to, entry);
}
