import type { GraphQLFieldConfig } from 'graphql';
import type { Compiled } from './compile.js';
import { type Extensions, recordRule } from './recorded-rules.js';
import { asksForScopes } from './refusal.js';
import { inWords, type Requirement } from './requirement.js';

/** Whatever a schema describes. */
export interface Element {
  description?: string | null | undefined;
  extensions?: Extensions;
}

/** A description with a closing line that says what the element requires, in words for any documentation tool. */
function describe(description: string | null | undefined, requirement: Requirement): string {
  const line = asksForScopes(requirement) ? `Requires scopes: ${inWords(requirement)}` : 'Requires signing in';
  if (!description) return line;
  return description.endsWith(line) ? description : `${description}\n\n${line}`;
}

/** The element with its rule told: to people in its description, to other tools in its extensions. */
export function told<T extends Element>(element: T, coordinate: string, { requirements, rules }: Compiled): T {
  const requirement = requirements.get(coordinate);
  const rule = rules.get(coordinate);
  return {
    ...element,
    ...(requirement && { description: describe(element.description, requirement) }),
    ...(rule && { extensions: recordRule(element.extensions, rule) }),
  };
}

/** A field and its arguments with their rules told. */
export function toldField<Source, Context>(
  field: GraphQLFieldConfig<Source, Context>,
  coordinate: string,
  compiled: Compiled,
): GraphQLFieldConfig<Source, Context> {
  const args = Object.entries(field.args ?? {}).map(([name, argument]) => [
    name,
    told(argument, `${coordinate}(${name}:)`, compiled),
  ]);
  return told({ ...field, args: Object.fromEntries(args) }, coordinate, compiled);
}
