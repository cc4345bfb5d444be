import type { GraphQLNamedType, OperationTypeNode } from 'graphql';
import { descriptionOf } from './description.js';
import { coordinateOf, type Field, isField, membersOf } from './elements.js';
import { exampleOf } from './example.js';
import { furtherNeedsOf } from './further-needs.js';
import { type Content, html } from './html.js';
import { argumentEntries, deprecationOf } from './member-entries.js';
import type { Reference } from './reference.js';
import { requiresOf } from './requires.js';
import { type Body, sectionOf } from './sections.js';
import { signatureOfMember, signatureOfType } from './signature.js';

/** The page of a root type: its fields, each with an example. */
export function rootPage(reference: Reference, type: GraphQLNamedType, operation: OperationTypeNode): Body {
  const lead = html`
      <div id="${type.name}">
        <p class="line"><code>${signatureOfType(reference, type)}</code> ${requiresOf(reference, type.name)}</p>
        ${descriptionOf(reference, type.description)}
      </div>`;
  const fields = membersOf(type).filter(isField);
  return { lead, sections: fields.map((field) => fieldSection(reference, type, operation, field)) };
}

function fieldSection(reference: Reference, type: GraphQLNamedType, operation: OperationTypeNode, field: Field) {
  const coordinate = coordinateOf(type, field);
  const args = argumentEntries(reference, coordinate, field);
  return sectionOf(
    coordinate,
    field.name,
    html`
        <p>${requiresOf(reference, coordinate)}</p>
        ${descriptionOf(reference, field.description)}${deprecationOf(reference, field)}
        <pre><code>${signatureOfMember(reference, coordinate, field)}</code></pre>
        ${args && html`<h3>Arguments</h3>${args}`}${furtherNeedsOf(reference, coordinate, field.type)}
        <h3>Example</h3>
        ${exampleEntry(reference, type, operation, field)}`,
  );
}

function exampleEntry(
  reference: Reference,
  type: GraphQLNamedType,
  operation: OperationTypeNode,
  field: Field,
): Content {
  const { document, variables } = exampleOf(reference, operation, type, field);
  const hasVariables = Object.keys(variables).length > 0;
  const values = html`
        <h3>Variables</h3>
        <pre class="variables"><code>${JSON.stringify(variables, null, 2)}</code></pre>`;
  return html`<pre class="example"><code>${document}</code></pre>${hasVariables ? values : undefined}`;
}
