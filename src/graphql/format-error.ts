import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DatabaseUnavailableError, ScopeQLError } from '../errors.js';
import { inputPlaceOf } from './input-place.js';

/** What each code means to HTTP. What is not here keeps the status that Apollo Server gave it. */
const statuses: ReadonlyMap<unknown, number> = new Map([
  ['OPERATION_RESOLUTION_FAILURE', 400],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 400],
  ['BAD_USER_INPUT', 400],
  ['OPERATION_TOO_LARGE', 400],
  ['UNAUTHENTICATED', 401],
  ['INVALID_CREDENTIALS', 401],
  ['INVALID_REFRESH_TOKEN', 401],
  ['FORBIDDEN', 403],
  ['CONFLICT', 409],
  ['RATE_LIMITED', 429],
  ['INTERNAL_SERVER_ERROR', 500],
  ['OVERLOADED', 503],
  ['ISSUER_UNAVAILABLE', 503],
  ['DATABASE_UNAVAILABLE', 503],
]);

const MASKED = 'INTERNAL_SERVER_ERROR';
const VALIDATION = 'GRAPHQL_VALIDATION_FAILED';
const UNAVAILABLE: DatabaseUnavailableError['code'] = 'DATABASE_UNAVAILABLE';

/** The gravest status among the errors' codes; undefined where none of them has one. */
export function statusOf(errors: readonly GraphQLFormattedError[]): number | undefined {
  const found = errors.flatMap(({ extensions }) => statuses.get(extensions?.code) ?? []);
  return found.length > 0 ? Math.max(...found) : undefined;
}

/** The code that decides the status; undefined where there is none. One that Apollo Server decides is no graver than bad input. */
export function gravestOf(codes: readonly string[]): string | undefined {
  const statusOfCode = (code: string) => statuses.get(code) ?? 400;
  return codes.toSorted((one, other) => statusOfCode(other) - statusOfCode(one))[0];
}

/** Whether the database was not there for some of it. */
export function lacksDatabase(errors: readonly GraphQLFormattedError[]): boolean {
  return errors.some(({ extensions }) => extensions?.code === UNAVAILABLE);
}

/**
 * The one translation of errors into what a client sees: our own with their code and data, those about the client's
 * input with where it stands, those of GraphQL itself as they are, and everything else masked.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  if (error instanceof ContextFailure) return formatted;
  const cause = causeOf(error);
  if (isOverflow(cause)) return { ...formatted, message: 'Syntax Error: The document is nested too deeply.' };
  if (cause instanceof ScopeQLError) {
    return { ...formatted, message: cause.message, extensions: { code: cause.code, ...cause.extensions } };
  }
  return isOfGraphQL(error) ? ofGraphQL(formatted, error) : { ...formatted, ...masked };
}

/** Whether an error is no fault of the client's, and therefore for the log. */
export function isUnexpected(error: unknown): boolean {
  if (causeOf(error) instanceof DatabaseUnavailableError) return true;
  const extensions = error instanceof GraphQLError ? { code: MASKED, ...error.extensions } : { code: MASKED };
  return formatError({ message: '', extensions }, error).extensions?.code === MASKED;
}

const masked = { message: 'Internal server error.', extensions: { code: MASKED } };

/** What was thrown: graphql-js wraps it. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

/** graphql-js parses by recursion: what is nested some 2,000 times, in fewer tokens than are allowed, uses up the stack. */
function isOverflow(cause: unknown): boolean {
  return cause instanceof GraphQLError && cause.originalError instanceof RangeError;
}

/** Anything else may carry `extensions.code` too, and a text that is for nobody. */
function isOfGraphQL(error: unknown): error is GraphQLError {
  const isValidation = error instanceof GraphQLError && error.extensions.code === VALIDATION;
  return isValidation || causeOf(error) instanceof GraphQLError;
}

function ofGraphQL(formatted: GraphQLFormattedError, error: GraphQLError): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  const place = code === MASKED || code === VALIDATION ? inputPlaceOf(error) : undefined;
  if (place) {
    const { label, inputPath } = place;
    return {
      ...formatted,
      message: `${label}: ${formatted.message}`,
      extensions: { code: 'BAD_USER_INPUT', inputPath },
    };
  }
  if (code !== MASKED) return formatted;
  // What graphql-js says of an operation has no path; with one, a value that a resolver returned was wrong.
  return error.path
    ? { ...formatted, ...masked }
    : { ...formatted, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } };
}

/** Names the request in what tells nothing else, so that it can be found in the log. */
export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  if (error.extensions?.code !== MASKED) return error;
  return { ...error, extensions: { ...error.extensions, requestId } };
}

/** The context could not be made, and nothing was executed. What Apollo Server answers with, already formatted. */
export class ContextFailure extends GraphQLError {
  constructor(error: unknown, requestId: string) {
    const { message, extensions } = withRequestId(formatError({ message: '' }, error), requestId);
    const status = statusOf([{ message, extensions: extensions ?? {} }]);
    // Apollo Server wants a Map, and types nothing; another server's types, where they are in the program, want an object.
    const http: object = { status, headers: new Map() };
    super(message, { extensions: { ...extensions, http } });
  }
}
