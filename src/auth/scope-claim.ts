import * as v from 'valibot';

/** Scope tokens with one space between each (RFC 6749, section 3.3); none at all is a token without scopes. */
const SCOPE_LIST = /^(?:[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*)?$/;
const SCOPE_TOKEN = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/** The claim `scope` (RFC 8693, section 4.2): one string, read as a list. */
export const scopeString = v.pipe(
  v.string(),
  v.regex(SCOPE_LIST),
  v.transform((text): readonly string[] => (text === '' ? [] : text.split(' '))),
);

/** The claims `scopes` and `scp`, as some issuers write them: a list of strings. */
export const scopeArray = v.pipe(v.array(v.pipe(v.string(), v.regex(SCOPE_TOKEN))), v.readonly());
