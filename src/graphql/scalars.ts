import { GraphQLScalarType, Kind } from 'graphql';
import {
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLJWT,
  GraphQLNonNegativeInt,
  GraphQLPositiveInt,
} from 'graphql-scalars';
import { didYouMean } from '../scopes/index.js';
import { isUsername, USERNAME_RULE } from '../users/username.js';

/** @param catalogue every scope there is */
export function scalarResolvers(catalogue: readonly string[]) {
  return {
    DateTime: located(GraphQLDateTime),
    EmailAddress: located(boundedEmailAddress),
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

/** The longest address that can be delivered to (RFC 5321, section 4.5.3.1). */
const MOST_EMAIL_CHARACTERS = 254;

const boundedEmailAddress = new GraphQLScalarType<string, string>({
  ...GraphQLEmailAddress.toConfig(),
  parseValue: (value) => readEmail(GraphQLEmailAddress.parseValue(value)),
  parseLiteral: (node, variables) => readEmail(GraphQLEmailAddress.parseLiteral(node, variables)),
});

function readEmail(address: string): string {
  if (address.length <= MOST_EMAIL_CHARACTERS) return address;
  throw new TypeError(`Expected at most ${MOST_EMAIL_CHARACTERS} characters.`);
}

/** graphql-scalars also takes "5", and cuts 1.5, and 1e308, to 1. */
const strictPositiveInt = new GraphQLScalarType<number, number>({
  ...GraphQLPositiveInt.toConfig(),
  parseValue: (value) => {
    if (!Number.isSafeInteger(value)) throw new TypeError('Expected a whole number, 1 or more.');
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

/** Names the nearest scope, which is no secret: the query `scopes` tells them all. */
export class UnknownScopeError extends TypeError {}

function readScope(text: string, catalogue: readonly string[]): string {
  if (catalogue.includes(text)) return text;
  throw new UnknownScopeError(`There is no scope ${JSON.stringify(text)}.${didYouMean(text, catalogue)}`);
}

function readUsername(text: string): string {
  if (isUsername(text)) return text;
  throw new TypeError(`Expected a user name: ${USERNAME_RULE}.`);
}

const MOST_URL_CHARACTERS = 2_048;

/** Not graphql-scalars' own: that lets `javascript:` through, which a page would run where it makes a link of it. */
function readUrl(text: string): string {
  if (URL.canParse(text)) {
    const { protocol, username, password, href } = new URL(text);
    const isWeb = protocol === 'https:' || protocol === 'http:';
    if (isWeb && !username && !password && href.length <= MOST_URL_CHARACTERS) return href;
  }
  throw new TypeError(
    `Expected an absolute URL that begins with https:// or http://, of at most ${MOST_URL_CHARACTERS} characters, without a password.`,
  );
}
