import type { GraphQLArgument, GraphQLNamedType } from 'graphql';
import { descriptionOf } from './description.js';
import { coordinateOf, coordinateOfArgument, type Field, isField, type Member, membersOf } from './elements.js';
import { furtherNeedsOf } from './further-needs.js';
import { type Content, type Html, html } from './html.js';
import type { Reference } from './reference.js';
import { requiresOf } from './requires.js';
import { signatureOfInput, signatureOfMember } from './signature.js';

/** The entries of the fields or values of a type, and of the arguments of its fields. */
export function memberEntries(reference: Reference, type: GraphQLNamedType): Content {
  return list(membersOf(type).map((member) => memberEntry(reference, coordinateOf(type, member), member)));
}

/** The entries of the arguments of a field. */
export function argumentEntries(reference: Reference, field: string, { args }: Field): Content {
  return list(
    args.map((each) => {
      const coordinate = coordinateOfArgument(field, each);
      return entryOf(reference, coordinate, each, signatureOfInput(reference, coordinate, each));
    }),
  );
}

/** That an element is to be used no more, and why. */
export function deprecationOf(reference: Reference, element: Member | GraphQLArgument): Content {
  const { deprecationReason } = element;
  if (deprecationReason === null || deprecationReason === undefined) return undefined;
  return html`
    <div class="deprecated"><strong>Deprecated.</strong> ${descriptionOf(reference, deprecationReason)}</div>`;
}

function memberEntry(reference: Reference, coordinate: string, member: Member): Html {
  const args = isField(member) ? argumentEntries(reference, coordinate, member) : undefined;
  return entryOf(reference, coordinate, member, signatureOfMember(reference, coordinate, member), args);
}

function entryOf(
  reference: Reference,
  coordinate: string,
  element: Member | GraphQLArgument,
  signature: Html,
  below?: Content,
): Html {
  const further = 'type' in element ? furtherNeedsOf(reference, coordinate, element.type) : undefined;
  return html`
    <li id="${coordinate}">
      <div class="line"><code>${signature}</code> ${requiresOf(reference, coordinate)}</div>
      ${descriptionOf(reference, element.description)}${deprecationOf(reference, element)}${further}${below}
    </li>`;
}

function list(entries: readonly Html[]): Content {
  return entries.length === 0 ? undefined : html`<ul class="members">${entries}</ul>`;
}
