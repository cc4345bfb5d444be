import { type ASTNode, type GraphQLError, Kind, parse, type Source, visit } from 'graphql';

const VALUES: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/** Where in an operation a value is written. */
interface InputPlace {
  /** From the argument, or the variable whose default it is, down to the value: `input.email`. */
  inputPath: string;
  /** The same for people: `Argument "input.email"`, `Variable "$first"`. */
  label: string;
}

/**
 * Where a value that is written into the operation is of the wrong type.
 * @param error from validation, or from execution, which alone is about what a variable holds
 * @returns undefined where the error is about something else
 */
export function inputPlaceOf({ nodes, source, path }: GraphQLError): InputPlace | undefined {
  const [node] = nodes ?? [];
  if (!node?.loc || !source) return undefined;
  const isInput = VALUES.has(node.kind) || (node.kind === Kind.VARIABLE && path !== undefined);
  const place = isInput ? placesIn(source).get(keyOf(node)) : undefined;
  return place && inWords(place);
}

/** What leads to a value: the names of arguments and fields, from the innermost outwards. */
interface Step {
  name: string;
  outer: Step | undefined;
}

/** Where a value stands. Linked, and put into words for those few that are asked for: names can be long, and values many. */
interface Place {
  step: Step;
  isVariable: boolean;
}

/** Searched once an operation, however many errors it has. */
const places = new WeakMap<Source, ReadonlyMap<string, Place>>();

function placesIn(source: Source): ReadonlyMap<string, Place> {
  const known = places.get(source);
  if (known) return known;
  const found = new Map<string, Place>();
  let step: Step | undefined;
  let isVariable = false;
  const isStep = ({ kind }: ASTNode) =>
    kind === Kind.ARGUMENT || kind === Kind.OBJECT_FIELD || kind === Kind.VARIABLE_DEFINITION;
  visit(parse(source), {
    enter: (node) => {
      if (!step) isVariable = node.kind === Kind.VARIABLE_DEFINITION;
      if (isStep(node)) step = { name: nameOf(node), outer: step };
      if (step && (VALUES.has(node.kind) || node.kind === Kind.VARIABLE)) found.set(keyOf(node), { step, isVariable });
    },
    leave: (node) => {
      if (isStep(node)) step = step?.outer;
    },
  });
  places.set(source, found);
  return found;
}

function inWords({ step, isVariable }: Place): InputPlace {
  const names: string[] = [];
  for (let at: Step | undefined = step; at; at = at.outer) names.push(at.name);
  const inputPath = names.reverse().join('.');
  return { inputPath, label: isVariable ? `Variable "$${inputPath}"` : `Argument "${inputPath}"` };
}

function nameOf(node: ASTNode): string {
  if (node.kind === Kind.VARIABLE_DEFINITION) return node.variable.name.value;
  return 'name' in node && node.name ? node.name.value : '';
}

function keyOf({ kind, loc }: ASTNode): string {
  return `${kind} ${loc?.start}`;
}
