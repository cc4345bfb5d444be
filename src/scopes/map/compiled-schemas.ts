import type { GraphQLSchema } from 'graphql';
import { ScopeDirectiveError } from '../sdl/faults.js';
import { type Compiled, type CompileOptions, compile, type Requirements } from './compile.js';

interface Entry {
  compiled: Compiled;
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
  if (before && (before.strict || !strict) && !onWarning) return before.compiled;
  const compiled = compile(schema, options);
  known.set(schema, { compiled, strict });
  return compiled;
}

const faulty = new WeakMap<GraphQLSchema, ScopeDirectiveError>();

/**
 * The rules of the schema that is being executed.
 * @throws ScopeDirectiveError where they are faulty, as they may be in one that was merged since: what they were is unclear
 */
export function runningRules(schema: GraphQLSchema): Compiled {
  const before = faulty.get(schema);
  if (before) throw before;
  try {
    return compiledOf(schema);
  } catch (error) {
    if (error instanceof ScopeDirectiveError) faulty.set(schema, error);
    throw error;
  }
}

/** Lets a schema share what is known of the one it was made from. */
export function share(from: GraphQLSchema, to: GraphQLSchema): void {
  const entry = known.get(from);
  if (entry) known.set(to, entry);
}
