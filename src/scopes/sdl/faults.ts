import type { ASTNode } from 'graphql';
import { getLocation } from 'graphql';

/** Something wrong with a directive in the SDL, or with the SDL. */
export interface Fault {
  /** The schema coordinate of the element: `Query.me`, `User`, `Query.search(all:)`. */
  coordinate: string;
  /** The name of the source, usually a file; undefined where the SDL was parsed without locations. */
  file: string | undefined;
  /** Counted from 1. */
  line: number | undefined;
  /** What is wrong, and the mend. */
  message: string;
}

/** The scope directives of a schema, or its SDL, are faulty: nothing is built. Carries all the faults, not only the first. */
export class ScopeDirectiveError extends Error {
  readonly code = 'FAULTY_SCOPE_DIRECTIVES';

  constructor(readonly faults: readonly Fault[]) {
    super(['The SDL is faulty:', ...faults.map(formatFault)].join('\n\n'));
    this.name = 'ScopeDirectiveError';
  }
}

export function faultAt(coordinate: string, node: ASTNode | undefined, message: string): Fault {
  const loc = node?.loc;
  return {
    coordinate,
    file: loc?.source.name,
    line: loc && getLocation(loc.source, loc.start).line,
    message,
  };
}

function formatFault({ coordinate, file, line, message }: Fault): string {
  const place = file === undefined ? '' : ` (${file}:${line})`;
  return `  ${coordinate}${place}\n    ${message.replaceAll('\n', '\n    ')}`;
}
