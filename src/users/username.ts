const USERNAME = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;

/** What a user name is, in words. */
export const USERNAME_RULE =
  '1 to 32 characters, lower-case letters, digits, ".", "_" and "-", beginning and ending with a letter or digit';

/** Whether an account can have this name at all. ASCII in one case: no two names look alike. */
export function isUsername(text: string): boolean {
  return USERNAME.test(text);
}
