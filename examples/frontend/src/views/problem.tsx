import { errorsIn, isTemporary, missingScopesIn } from '../graphql/errors.ts';

interface ProblemProps {
  error: unknown;
  /** Whether what is wrong with the input is shown at its fields. */
  hasFields?: boolean;
}

/** What went wrong, unless it is shown elsewhere: at a field, or by what asks for more scopes. */
export function Problem({ error, hasFields = false }: ProblemProps) {
  const sentences = [...new Set(sentencesOf(error, hasFields))];
  if (sentences.length === 0) return null;
  return (
    <p className="fault" role="alert">
      {sentences.join(' ')}
    </p>
  );
}

function sentencesOf(error: unknown, hasFields: boolean): string[] {
  if (isTemporary(error)) return ['There was no answer: it may have been done, or not.'];
  if (missingScopesIn(error).length > 0) return [];
  return errorsIn(error).flatMap(({ code, message, retryAfter, requestId }) => {
    if (code === 'BAD_USER_INPUT' && hasFields) return [];
    if (code === 'UNAUTHENTICATED') return 'The server does not take you for signed in. Sign out and in again.';
    if (code === 'INVALID_CREDENTIALS') return 'The user name or the password is wrong.';
    if (code === 'RATE_LIMITED') return `Too many attempts. Try again in ${retryAfter} seconds.`;
    if (code === 'INTERNAL_SERVER_ERROR') return `Something went wrong on the server (request ${requestId}).`;
    return message;
  });
}
