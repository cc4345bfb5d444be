import { errorsIn, isTemporary } from '../graphql/errors.ts';

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
  if (isTemporary(error)) return ['The server cannot be reached. Nobody knows whether it has done this: look again.'];
  return errorsIn(error).flatMap(({ code, message, missingScopes, retryAfter, requestId }) => {
    if (missingScopes !== undefined || (code === 'BAD_USER_INPUT' && hasFields)) return [];
    if (code === 'INVALID_CREDENTIALS') return 'The user name or the password is wrong.';
    if (code === 'RATE_LIMITED') return `Too many attempts. Try again in ${retryAfter} seconds.`;
    if (code === 'INTERNAL_SERVER_ERROR') return `Something went wrong on the server (request ${requestId}).`;
    return message;
  });
}
