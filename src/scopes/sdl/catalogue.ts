import { type ConstDirectiveNode, type GraphQLSchema, Kind } from 'graphql';
import { definitionsOf } from './definitions.js';
import { type Fault, faultAt } from './faults.js';
import { faultInName } from './read-scopes.js';

/** Each scope that a schema declares, in that order, to its description. */
export type Catalogue = ReadonlyMap<string, string>;

/**
 * The scopes that the `@scope` directives on a schema declare.
 * @throws nothing: a faulty declaration is a fault of the build, which `requirementsOf` and `enforceScopes` report
 */
export function catalogueOf(schema: GraphQLSchema): Catalogue {
  return readCatalogue(schema, []);
}

export function readCatalogue(schema: GraphQLSchema, faults: Fault[]): Catalogue {
  const catalogue = new Map<string, string>();
  for (const directive of definitionsOf(schema).flatMap((node) => node.directives ?? [])) {
    if (directive.name.value !== 'scope') continue;
    const name = stringArgument(directive, 'name');
    const description = stringArgument(directive, 'description');
    const fault = faultOf(name, description, catalogue);
    if (fault) faults.push(faultAt('schema', directive, fault));
    if (name !== undefined) catalogue.set(name, description ?? '');
  }
  return catalogue;
}

function faultOf(name: string | undefined, description: string | undefined, declared: Catalogue): string | undefined {
  if (name === undefined || !description?.trim()) return '@scope takes a name and a description, both strings.';
  if (declared.has(name)) return `@scope declares "${name}" twice. Take one out.`;
  return faultInName(name);
}

function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
