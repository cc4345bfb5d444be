import type { Compiled } from '../map/compile.js';
import { asksForScopes, inWords, type Requirement } from '../requirement.js';
import { type Extensions, recordRule } from '../sdl/recorded-rules.js';

/** Whatever a schema describes. */
export interface Element {
  description?: string | null | undefined;
  extensions?: Extensions;
}

/** Tells an element's rule: to people in its description, to other tools in its extensions. */
export function describe(element: Element, coordinate: string, { requirements, rules }: Compiled): void {
  const requirement = requirements.get(coordinate);
  if (!requirement) return;
  element.description = withClosingLine(element.description, closingLineOf(requirement));
  const rule = rules.get(coordinate)?.requirement;
  if (rule) element.extensions = recordRule(element.extensions, rule);
}

const closingLines = new WeakMap<Requirement, string>();

/** What an element requires, in words for any documentation tool. */
function closingLineOf(requirement: Requirement): string {
  const known = closingLines.get(requirement);
  if (known !== undefined) return known;
  const line = `Requires ${asksForScopes(requirement) ? 'scopes: ' : ''}${inWords(requirement)}`;
  closingLines.set(requirement, line);
  return line;
}

function withClosingLine(description: string | null | undefined, line: string): string {
  if (!description) return line;
  return description.endsWith(line) ? description : `${description}\n\n${line}`;
}
