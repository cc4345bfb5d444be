import { GraphQLScalarType, Kind } from 'graphql';
import {
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLJWT,
  GraphQLNonNegativeInt,
  GraphQLPositiveInt,
} from 'graphql-scalars';
import { didYouMean } from '../scopes/index.js';

/** @param catalogue every scope there is */
export function scalarResolvers(catalogue: readonly string[]) {
  return {
    DateTime: located(GraphQLDateTime),
    EmailAddress: located(GraphQLEmailAddress),
    JWT: located(GraphQLJWT),
    NonNegativeInt: located(GraphQLNonNegativeInt),
    PositiveInt: located(strictPositiveInt),
    Role: stringScalar('Role', (text) => text),
    Scope: stringScalar('Scope', (text) => readScope(text, catalogue)),
    URL: stringScalar('URL', readUrl),
    Username: stringScalar('Username', readUsername),
  };
}

/**
 * A scalar whose errors name the type and the place: graphql-js adds both to what is thrown, unless it is a GraphQLError.
 */
function located<Internal, External>(
  scalar: GraphQLScalarType<Internal, External>,
): GraphQLScalarType<Internal, External> {
  const { parseValue, parseLiteral, ...config } = scalar.toConfig();
  return new GraphQLScalarType({
    ...config,
    parseValue: (value) => plainly(() => parseValue(value)),
    parseLiteral: (node, variables) => plainly(() => parseLiteral(node, variables)),
  });
}

function plainly<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new TypeError((error as Error).message);
  }
}

/** graphql-scalars also takes "5", and cuts 1.5 to 1. */
const strictPositiveInt = new GraphQLScalarType<number, number>({
  ...GraphQLPositiveInt.toConfig(),
  parseValue: (value) => {
    if (!Number.isInteger(value)) throw new TypeError('Expected a whole number, 1 or more.');
    return GraphQLPositiveInt.parseValue(value);
  },
});

/** A scalar that travels as a string. @param read returns the value, or throws with what was expected */
function stringScalar(name: string, read: (text: string) => string): GraphQLScalarType<string, string> {
  const readString = (value: unknown): string => {
    if (typeof value !== 'string') throw new TypeError('Expected a string.');
    return read(value);
  };
  return new GraphQLScalarType({
    name,
    serialize: String,
    parseValue: readString,
    parseLiteral: (node) => readString(node.kind === Kind.STRING ? node.value : undefined),
  });
}

function readScope(text: string, catalogue: readonly string[]): string {
  if (catalogue.includes(text)) return text;
  throw new TypeError(`There is no scope ${JSON.stringify(text)}.${didYouMean(text, catalogue)}`);
}

const USERNAME = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;

function readUsername(text: string): string {
  if (USERNAME.test(text)) return text;
  throw new TypeError(
    'Expected a user name: 1 to 32 characters, lower-case letters, digits, ".", "_" and "-", beginning and ending with a letter or digit.',
  );
}

const MOST_URL_CHARACTERS = 2_048;

/** Not graphql-scalars' own: that lets `javascript:` through, which a page would run where it makes a link of it. */
function readUrl(text: string): string {
  if (text.length <= MOST_URL_CHARACTERS && URL.canParse(text)) {
    const { protocol, href } = new URL(text);
    if (protocol === 'https:' || protocol === 'http:') return href;
  }
  throw new TypeError('Expected an absolute URL that begins with https:// or http://.');
}
