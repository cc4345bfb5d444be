import { type GraphQLSchema, type GraphQLType, getNamedType, isAbstractType } from 'graphql';
import { implies } from '../requirement.js';
import { coordinateOf, membersOf } from './elements.js';
import { type Content, html } from './html.js';
import { linkTo } from './links.js';
import { isAsItsType, type Reference } from './reference.js';
import { wordsOf } from './requires.js';

/** What directly in an element's value, whichever type it turns out to be of, needs more than the element itself. */
export function furtherNeedsOf(reference: Reference, coordinate: string, type: GraphQLType): Content {
  const { schema, requirements } = reference;
  const met = requirements.get(coordinate);
  const further = elementsWithin(schema, type).filter(
    (each) => !implies(met, requirements.get(each)) && !isAsItsType(reference, each),
  );
  if (further.length === 0) return undefined;
  const items = further.map((each) => html`<li>${linkTo(reference, each)} ${wordsOf(reference, each)}</li>`);
  return html`
          <div class="further"><p>What of it needs more:</p><ul>${items}</ul></div>`;
}

function elementsWithin(schema: GraphQLSchema, type: GraphQLType): string[] {
  const named = getNamedType(type);
  const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : [];
  return [named, ...possible].flatMap((each) => [
    each.name,
    ...membersOf(each).map((member) => coordinateOf(each, member)),
  ]);
}
