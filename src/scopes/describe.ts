import type { GraphQLFieldConfig } from 'graphql';
import { asksForScopes } from './refusal.js';
import { inWords, type Requirement } from './requirement.js';
import type { Requirements } from './requirements.js';

type FieldConfig = GraphQLFieldConfig<unknown, unknown>;

/** A description with a closing line that says what the element requires, in words for any documentation tool. */
export function describe(description: string | null | undefined, requirement: Requirement): string {
  const line = asksForScopes(requirement) ? `Requires scopes: ${inWords(requirement)}` : 'Requires signing in';
  if (!description) return line;
  return description.endsWith(line) ? description : `${description}\n\n${line}`;
}

/** The element itself where it requires nothing, or else a copy with the description that says what. */
export function described<T extends { description?: string | null | undefined }>(
  element: T,
  requirement: Requirement | undefined,
): T {
  return requirement ? { ...element, description: describe(element.description, requirement) } : element;
}

/** A field, and its arguments, with descriptions that say what they require. */
export function describedField(field: FieldConfig, coordinate: string, requirements: Requirements): FieldConfig {
  const args = Object.entries(field.args ?? {}).map(([name, argument]) => [
    name,
    described(argument, requirements.get(`${coordinate}(${name}:)`)),
  ]);
  return described({ ...field, args: Object.fromEntries(args) }, requirements.get(coordinate));
}
