/** Every error that this application throws on purpose. What it means to a client is decided in graphql/format-error.ts. */
export abstract class ScopeQLError extends Error {
  abstract readonly code: string;
  /** What goes out beside the code. */
  readonly extensions: Readonly<Record<string, unknown>> = {};

  /** What an operator is told, in whose terminal it ends up. */
  get explanation(): string {
    return this.message;
  }
}

/** A request that HTTP alone is enough to refuse (RFC 9110). */
export class RequestError extends ScopeQLError {
  readonly code = 'BAD_REQUEST';

  /**
   * @param statusCode 4xx; the name is Fastify's
   * @param allow the methods that there are, where it is for the method
   */
  constructor(
    readonly statusCode: number,
    message: string,
    readonly allow?: string,
  ) {
    super(message);
  }
}

/** The access token in the request is no good (RFC 6750, section 3.1: `invalid_token`). Its message is public. */
export class InvalidTokenError extends ScopeQLError {
  readonly code = 'UNAUTHENTICATED';
}

/** A sign-in failed. One text for a wrong password, an unknown user and a disabled account, so that it tells nothing. */
export class InvalidCredentialsError extends ScopeQLError {
  readonly code = 'INVALID_CREDENTIALS';

  constructor(what: 'username or password' | 'client id or secret' | 'password' = 'username or password') {
    super(`Incorrect ${what}.`);
  }
}

/** A refresh token is unknown, spent or expired, or its session has ended. One text for all, so that it tells nothing. */
export class InvalidRefreshTokenError extends ScopeQLError {
  readonly code = 'INVALID_REFRESH_TOKEN';

  constructor() {
    super('The refresh token is no good any more. Sign in again.');
  }
}

/** Somebody who is known may not do this, whatever the scopes of the token; or, with `scopes`, for lack of those. */
export class ForbiddenError extends ScopeQLError {
  readonly code = 'FORBIDDEN';
  override readonly extensions: { requiredScopes?: string[][]; missingScopes?: readonly string[] };

  /** @param scopes those that would be enough, and those of them that are missing */
  constructor(message: string, scopes?: { required: readonly string[]; missing: readonly string[] }) {
    super(message);
    this.extensions = scopes ? { requiredScopes: [[...scopes.required]], missingScopes: scopes.missing } : {};
  }
}

/** What is asked for cannot be, as things are: a name that is taken, a third secret, the last administrator. */
export class ConflictError extends ScopeQLError {
  readonly code = 'CONFLICT';
}

/** Input of the right type that cannot be accepted. */
export class BadUserInputError extends ScopeQLError {
  readonly code = 'BAD_USER_INPUT';
  override readonly extensions: { inputPath: string };

  /**
   * @param inputPath from the argument down to the value: `input.title`
   * @param expected what would have been accepted
   */
  constructor(inputPath: string, expected: string) {
    super(`Argument "${inputPath}": ${expected}`);
    this.extensions = { inputPath };
  }
}

/** An operation asks for more than one operation may. Nothing of it was run. */
export class OperationTooLargeError extends ScopeQLError {
  readonly code = 'OPERATION_TOO_LARGE';
  override readonly extensions: { limit: string };

  /**
   * @param limit which limit: `depth`
   * @param most what it may have: `30 aliases`
   * @param found what it has, where that is known
   */
  constructor(limit: string, most: string, found?: number) {
    super(`The operation is too large: it may have ${most} at most, and has ${found ?? 'more'}.`);
    this.extensions = { limit };
  }
}

const SOON_SECONDS = 2;

/** It may go well a little later. */
export abstract class RetryLaterError extends ScopeQLError {
  override readonly extensions: { retryAfter: number };

  /** @param retryAfter seconds */
  constructor(message: string, retryAfter: number) {
    super(message);
    this.extensions = { retryAfter };
  }
}

/** Too many sign-in attempts under one name, or from one address. */
export class RateLimitedError extends RetryLaterError {
  readonly code = 'RATE_LIMITED';

  /** @param retryAfter seconds */
  constructor(retryAfter: number) {
    super(`Too many sign-in attempts. Try again in ${retryAfter} seconds.`, retryAfter);
  }
}

/** More work than the server takes on at once. */
export class OverloadedError extends RetryLaterError {
  readonly code = 'OVERLOADED';

  constructor() {
    super('The server is busy. Try again soon.', SOON_SECONDS);
  }
}

/** An outside issuer cannot be asked for its keys, so that its token can be neither accepted nor refused. */
export class IssuerUnavailableError extends RetryLaterError {
  readonly code = 'ISSUER_UNAVAILABLE';

  /** @param retryAfter seconds */
  constructor(retryAfter: number) {
    super('The issuer of the token cannot be reached. Try again soon.', retryAfter);
  }
}

/** The configuration cannot be used. Carries all faults at once; none of them quotes a value. */
export class ConfigError extends ScopeQLError {
  readonly code = 'INVALID_CONFIG';

  constructor(readonly faults: readonly string[]) {
    super(['The configuration is faulty:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/** The database is behind, and the user that we are there may not change its tables. */
export class MigrationDeniedError extends ScopeQLError {
  readonly code = 'MIGRATION_DENIED';

  /** @param cause what was thrown */
  constructor(cause: unknown) {
    const reason = (cause as { message?: string }).message ?? 'unknown';
    super(
      `The database must be brought up to date, and this user may not: ${reason}. Run the command migrate as its owner.`,
    );
    this.cause = cause;
  }
}

/** Workers end that should go on. */
export class WorkersFailedError extends ScopeQLError {
  readonly code = 'WORKERS_FAILED';

  /** @param exitCode of the worker that it is about; one that ends with 1 has said why */
  constructor(
    message: string,
    readonly exitCode: number | null = null,
  ) {
    super(message);
  }
}

/**
 * The database cannot be used just now: it is gone, full, read-only or does not answer. What was asked of it may have been
 * done all the same. Its own words are the cause, and for the log alone.
 */
export class DatabaseUnavailableError extends RetryLaterError {
  readonly code = 'DATABASE_UNAVAILABLE';

  /**
   * @param where a file, or a URL without a password
   * @param cause what was thrown
   */
  constructor(
    private readonly where: string,
    cause: unknown,
  ) {
    super('The database cannot be used. Try again soon.', SOON_SECONDS);
    this.cause = cause;
  }

  /** One line: where it is, and what is wrong. */
  override get explanation(): string {
    const { message, code } = this.cause as { message?: string; code?: string };
    // Where a name has several addresses, none of which answers, there is no message.
    const reason = message || code || 'unknown';
    return `The database ${this.where} cannot be used: ${reason.replace(/\s+/g, ' ')}`;
  }
}
