import { GraphQLIncludeDirective, GraphQLSkipDirective, getDirectiveValues, Kind, type SelectionNode } from 'graphql';
import type { Variables } from '../enforce/supplied-inputs.js';

/**
 * Whether execution includes a selection. A condition that cannot be evaluated (null in place of a Boolean) hides nothing:
 * execution may reach what is beside it.
 */
export function isIncluded(selection: SelectionNode, variables: Variables): boolean {
  if (!selection.directives?.length) return true;
  try {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables);
    return skip?.if !== true && include?.if !== false;
  } catch {
    return true;
  }
}

/** Whether the variables decide that. */
export function isConditional({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ arguments: args = [] }) => args.some(({ value }) => value.kind === Kind.VARIABLE));
}
