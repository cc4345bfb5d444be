import { type ASTNode, type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';
import { OperationTooLargeError } from '../../errors.js';
import { type OperationSize, sizesIn } from './operation-size.js';

/** The most that an operation may have of each. The introspection that explorers do has a depth of 14 and some 200 fields. */
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

/** Fragments that fan out are each too large. */
const MOST_ERRORS = 10;

/** A validation rule: refuses a document with an operation that is too large, before any other rule works on it. */
export function operationSizeRule(context: ValidationContext): ASTVisitor {
  return {
    Document: (document) => {
      const errors = [...sizesIn(document, most.depth)].flatMap(([node, size]) => excesses(node, size));
      if (errors.length === 0) return undefined;
      for (const error of errors.slice(0, MOST_ERRORS)) context.reportError(error);
      // Takes the document away from the rules whose work grows faster than it.
      return null;
    },
  };
}

function excesses(node: ASTNode, size: OperationSize): GraphQLError[] {
  const names = (Object.keys(most) as (keyof OperationSize)[]).filter((name) => size[name] > most[name]);
  return names.map((name) => {
    const found = name === 'depth' ? undefined : size[name];
    const originalError = new OperationTooLargeError(name, `${most[name]} ${words[name]}`, found);
    return new GraphQLError(originalError.message, { nodes: node, originalError });
  });
}
