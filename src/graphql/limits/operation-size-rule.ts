import { type ASTNode, type ASTVisitor, type DocumentNode, GraphQLError, type ValidationContext } from 'graphql';
import { OperationTooLargeError } from '../../errors.js';
import { type OperationSize, sizesIn } from './operation-size.js';

/** The most that an operation may have of each. The introspection that explorers do has a depth of 15 and 230 fields. */
const most: Readonly<OperationSize> = {
  depth: 16,
  fields: 500,
  rootFields: 20,
  aliases: 30,
  directives: 50,
  signIns: 1,
  name: 100,
};

const words: Readonly<Record<keyof OperationSize, string>> = {
  depth: 'levels',
  fields: 'fields',
  rootFields: 'root fields',
  aliases: 'aliases',
  directives: 'directives',
  signIns: 'sign-in or change of a password',
  name: 'characters in a name',
};

/** Each error that is told finds its place by going through all lines before it. */
const MOST_LINES = 5_000;
const LINE_END = /\r\n|[\n\r]/g;

/** Fragments that fan out are each too large. */
const MOST_ERRORS = 10;

/** A validation rule: refuses a document with an operation that is too large, before any other rule works on it. */
export function operationSizeRule(context: ValidationContext): ASTVisitor {
  return {
    Document: (document) => {
      const errors = [...tooManyLines(document), ...tooLargeOperations(document)];
      if (errors.length === 0) return undefined;
      for (const error of errors.slice(0, MOST_ERRORS)) context.reportError(error);
      // Takes the document away from the rules whose work grows faster than it.
      return null;
    },
  };
}

/** Without a place in the document: finding that is what takes its time. */
function tooManyLines({ loc }: DocumentNode): GraphQLError[] {
  const lines = loc?.source.body.match(LINE_END)?.length ?? 0;
  return lines > MOST_LINES ? [asGraphQL(new OperationTooLargeError('lines', `${MOST_LINES} lines`, lines))] : [];
}

function tooLargeOperations(document: DocumentNode): GraphQLError[] {
  return [...sizesIn(document, most.depth)].flatMap(([node, size]) => excesses(node, size));
}

function excesses(node: ASTNode, size: OperationSize): GraphQLError[] {
  const names = (Object.keys(most) as (keyof OperationSize)[]).filter((name) => size[name] > most[name]);
  return names.map((name) => {
    const found = name === 'depth' ? undefined : size[name];
    return asGraphQL(new OperationTooLargeError(name, `${most[name]} ${words[name]}`, found), node);
  });
}

function asGraphQL(originalError: OperationTooLargeError, nodes: ASTNode | null = null): GraphQLError {
  return new GraphQLError(originalError.message, { nodes, originalError });
}
