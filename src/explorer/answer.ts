/** An answer of the server, as far as this page looks at it. */
export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: readonly AnswerError[];
}

export interface AnswerError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: {
    code?: string;
    requiredScopes?: readonly (readonly string[])[];
    missingScopes?: readonly string[];
  };
}

/** The server has said no. Its words are for people. */
export class Refused extends Error {
  constructor(
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** What went wrong, in words for whoever looks at the page. */
export function inWordsOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  return 'The server gives no answer that can be read. Is it still running?';
}
