import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { UnknownScopeError } from './scalars.js';

const SUGGESTION = 'Did you mean ';

/** Longer ones quote what the client sent. */
const MOST_CHARACTERS = 500;

/** How an error is put to the client. @param error that which was formatted */
export type Reword = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** As it is, cut where it is very long. */
export const shorten: Reword = (formatted) => {
  const { message } = formatted;
  if (message.length <= MOST_CHARACTERS) return formatted;
  return { ...formatted, message: `${message.slice(0, MOST_CHARACTERS).toWellFormed()}…` };
};

/** To somebody who may not know the schema: without the names that graphql-js suggests. */
export const shortenWithoutSuggestions: Reword = (formatted, error) => {
  const isOpen = error instanceof GraphQLError && error.originalError instanceof UnknownScopeError;
  return shorten(isOpen ? formatted : { ...formatted, message: withoutSuggestion(formatted.message) }, error);
};

/** Not by a regular expression, which the client's own words, quoted before it, could keep busy for seconds. */
function withoutSuggestion(message: string): string {
  const at = message.endsWith('?') ? message.lastIndexOf(SUGGESTION) : -1;
  return at < 0 ? message : message.slice(0, at).trimEnd();
}
