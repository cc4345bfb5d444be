import type { Principal } from '../principal.js';

/**
 * What happens to identities and what they may do. No event holds a secret: no password, no token, and no name under which
 * nobody is known, as people type their password there.
 */
export type AuditEvent =
  | { kind: 'SignedIn'; method: SignInMethod; sessionId: string; scopes: readonly string[] }
  | { kind: 'SignInFailed'; method: SignInMethod }
  | { kind: 'SessionEnded'; cause: EndCause; endedSessionId: string | null }
  | { kind: 'AccessRefused'; missingScopes: readonly string[]; operationName: string | null }
  | { kind: 'RoleAssumed'; role: string; reason: string; seconds: number; sessionId: string }
  | { kind: 'PasswordChanged' }
  | { kind: 'AccountCreated'; roles: readonly string[] }
  | { kind: 'AccountDisabled' }
  | { kind: 'AccountEnabled' }
  | { kind: 'RolesChanged'; before: readonly string[]; after: readonly string[] }
  | { kind: 'MachineSecretAdded'; secretId: string }
  | { kind: 'MachineSecretRemoved'; secretId: string }
  | { kind: 'IdentityLinked'; issuer: string; subject: string }
  | { kind: 'KeyRotated'; kid: string; signsFrom: number }
  | { kind: 'KeyRetired'; kid: string };

export type AuditEventKind = AuditEvent['kind'];

export type SignInMethod = 'PASSWORD' | 'CLIENT_SECRET';

/** `REUSED` is a refresh token that was spent already. */
export type EndCause = 'SIGNED_OUT' | 'REVOKED' | 'PASSWORD_CHANGED' | 'ACCOUNT_DISABLED' | 'REUSED';

/** Who did it and to whom, by account id. */
export interface Parties {
  /** null for an operator on the command line, an outside issuer, or somebody unknown. */
  actorId: string | null;
  /** The temporary role in which the actor did it. */
  actorRole: string | null;
  /** null where it is about no account that exists. */
  accountId: string | null;
}

/** Somebody who has signed in, or null for an operator on the command line, did it to an account. */
export function doneBy(principal: Principal | null, accountId: string): Parties {
  const actorRole = principal?.session.kind === 'ASSUMED' ? principal.session.role : null;
  return { actorId: principal?.account.id ?? null, actorRole, accountId };
}

/** Somebody who signs in, or whose session goes on, did it to their own account. */
export function doneByOwner(accountId: string): Parties {
  return { actorId: accountId, actorRole: null, accountId };
}

/** It happened to an account, or to none; who did it is not known, or an operator. */
export function happenedTo(accountId: string | null): Parties {
  return { actorId: null, actorRole: null, accountId };
}

/** Where a request comes from. */
export interface Origin {
  /** null for the command line. */
  requestId: string | null;
  /** The address that it was sent from. */
  address: string | null;
  /** What the client calls itself. */
  client: string | null;
}

export const COMMAND_LINE: Origin = { requestId: null, address: null, client: 'command line' };
