import { type DirectiveDefinitionNode, Kind, parse } from 'graphql';

/** The SDL of the directives, to be put in front of your own. */
export const typeDefs = /* GraphQL */ `
"The name of a scope, as the catalogue on the schema declares it."
scalar Scope

"Declares a scope, so that a directive which names another one is a build error."
directive @scope(name: Scope!, description: String!) repeatable on SCHEMA

"Anybody who is signed in may use this element."
directive @authenticated on OBJECT | FIELD_DEFINITION | INTERFACE | ENUM | SCALAR

"The scopes that this element requires: the outer list is OR, an inner list is AND."
directive @requiresScopes(scopes: [[Scope!]!]!) on OBJECT | FIELD_DEFINITION | INTERFACE | ENUM | SCALAR | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION

"Says of a root field that everybody may use it, signed in or not."
directive @public on FIELD_DEFINITION
`;

const definitions = parse(typeDefs).definitions.filter(
  (node): node is DirectiveDefinitionNode => node.kind === Kind.DIRECTIVE_DEFINITION,
);

/** Where each directive may stand: its name to the names of its locations. */
export const locationsOf: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  definitions.map((node) => [node.name.value, new Set(node.locations.map((location) => location.value))]),
);
