import { type GraphQLNamedType, isInterfaceType, isScalarType } from 'graphql';
import { descriptionOf } from './description.js';
import { type Content, html, joined } from './html.js';
import { linkTo } from './links.js';
import { memberEntries } from './member-entries.js';
import type { Reference } from './reference.js';
import { requiresOf } from './requires.js';
import { type Body, sectionOf } from './sections.js';
import { signatureOfType } from './signature.js';

/** The page of some types, each with all that it holds. */
export function typesPage(reference: Reference, types: readonly GraphQLNamedType[]): Body {
  return { sections: types.map((type) => sectionOf(type.name, type.name, typeEntry(reference, type))) };
}

function typeEntry(reference: Reference, type: GraphQLNamedType): Content {
  return html`
        <p class="line"><code>${signatureOfType(reference, type)}</code> ${requiresOf(reference, type.name)}</p>
        ${descriptionOf(reference, type.description)}${specificationOf(type)}
        ${memberEntries(reference, type)}
        ${placesOf(reference, 'Implemented by', implementationsOf(reference, type))}
        ${placesOf(reference, 'Used by', reference.uses.get(type.name) ?? [])}`;
}

function specificationOf(type: GraphQLNamedType): Content {
  if (!isScalarType(type) || !type.specifiedByURL) return undefined;
  return html`<p>Specified by ${type.specifiedByURL}</p>`;
}

function implementationsOf({ schema }: Reference, type: GraphQLNamedType): string[] {
  if (!isInterfaceType(type)) return [];
  const { objects, interfaces } = schema.getImplementations(type);
  return [...interfaces, ...objects].map(({ name }) => name);
}

function placesOf(reference: Reference, title: string, coordinates: readonly string[]): Content {
  if (coordinates.length === 0) return undefined;
  const links = coordinates.map((each) => linkTo(reference, each));
  return html`<p class="places"><span class="label">${title}</span> ${joined(links, ', ')}</p>`;
}
