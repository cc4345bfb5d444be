import {
  type GraphQLNamedType,
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  print,
} from 'graphql';
import { coordinateOfArgument, type Field, type Input, isField, type Member } from './elements.js';
import { type Content, type Html, html, joined } from './html.js';
import { fragmentOf, linkTo } from './links.js';
import type { Reference } from './reference.js';

/** How the SDL begins that defines a type, the types in it linked. */
export function signatureOfType(reference: Reference, type: GraphQLNamedType): Html {
  const names = (types: readonly GraphQLNamedType[], separator: string) =>
    joined(
      types.map(({ name }) => linkTo(reference, name)),
      separator,
    );
  if (isUnionType(type)) return html`union ${type.name} = ${names(type.getTypes(), ' | ')}`;
  const interfaces = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
  const inherits = interfaces.length > 0 ? html` implements ${names(interfaces, ' & ')}` : undefined;
  const isOneOf = isInputObjectType(type) && type.isOneOf;
  return html`${keywordOf(type)} ${type.name}${inherits}${isOneOf ? ' @oneOf' : ''}`;
}

/** The SDL of a field, an input field or a value. */
export function signatureOfMember(reference: Reference, coordinate: string, member: Member): Html {
  if (isField(member)) return signatureOfField(reference, coordinate, member);
  return 'type' in member ? signatureOfInput(reference, coordinate, member) : html`${nameOf(coordinate, member.name)}`;
}

/** The SDL of an argument or input field. */
export function signatureOfInput(reference: Reference, coordinate: string, { name, type, astNode }: Input): Html {
  const value = astNode?.defaultValue ? ` = ${print(astNode.defaultValue)}` : '';
  return html`${nameOf(coordinate, name)}: ${typeText(reference, type)}${value}`;
}

function signatureOfField(reference: Reference, coordinate: string, { name, args, type }: Field): Html {
  const inputs = args.map((each) => signatureOfInput(reference, coordinateOfArgument(coordinate, each), each));
  return html`${nameOf(coordinate, name)}${listOf(inputs)}: ${typeText(reference, type)}`;
}

function listOf(inputs: readonly Html[]): Content {
  if (inputs.length === 0) return undefined;
  return inputs.length === 1 ? html`(${inputs})` : html`(${inputs.map((each) => html`\n  ${each}`)}\n)`;
}

function nameOf(coordinate: string, name: string): Html {
  return html`<a class="name" href="${fragmentOf(coordinate)}">${name}</a>`;
}

function typeText(reference: Reference, type: GraphQLType): Html {
  if (isNonNullType(type)) return html`${typeText(reference, type.ofType)}!`;
  if (isListType(type)) return html`[${typeText(reference, type.ofType)}]`;
  return linkTo(reference, type.name);
}

function keywordOf(type: GraphQLNamedType): string {
  if (isObjectType(type)) return 'type';
  if (isInterfaceType(type)) return 'interface';
  if (isInputObjectType(type)) return 'input';
  return isEnumType(type) ? 'enum' : 'scalar';
}
