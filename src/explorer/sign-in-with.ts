/** What a button says that opens the sign-in with these scopes, beside those that are held. */
export function nameOfSignInWith(missing: readonly string[]): string {
  return missing.length === 0 ? 'Sign in' : `Sign in with ${missing.join(', ')}`;
}
