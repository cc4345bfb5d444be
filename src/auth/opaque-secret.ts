import { hash, randomBytes } from 'node:crypto';

/** A secret that says nothing: 256 random bits in base64url. */
const SECRET = /^[\w-]{43}$/;

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text can be such a secret at all. */
export function isSecret(text: string): boolean {
  return SECRET.test(text);
}

/**
 * SHA-256 in base64url. For a secret of 256 random bits that is enough without salt or stretching, and looking it up tells
 * nothing of any other.
 */
export function digestOf(text: string): string {
  return hash('sha256', text, 'base64url');
}
