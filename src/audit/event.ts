/**
 * What happens to identities and what they may do. No event holds a secret: no password, no token, and no name under which
 * nobody is known, as people type their password there.
 */
export type AuditEvent = ByAccount | ByOperator;

/** What somebody did through the API. */
type ByAccount =
  | { kind: 'SignedIn'; method: SignInMethod; sessionId: string; scopes: readonly string[] }
  | { kind: 'SignInFailed'; method: SignInMethod }
  | { kind: 'SessionEnded'; cause: EndCause; sessionId: string | null }
  | { kind: 'AccessRefused'; missingScopes: readonly string[]; operationName: string | null }
  | { kind: 'RoleAssumed'; role: string; reason: string; seconds: number; sessionId: string }
  | { kind: 'PasswordChanged' };

/** What an administrator did, through the API or on the command line. */
type ByOperator =
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

/** Every kind of event there is. */
export const auditEventKinds = Object.keys({
  SignedIn: true,
  SignInFailed: true,
  SessionEnded: true,
  AccessRefused: true,
  RoleAssumed: true,
  PasswordChanged: true,
  AccountCreated: true,
  AccountDisabled: true,
  AccountEnabled: true,
  RolesChanged: true,
  MachineSecretAdded: true,
  MachineSecretRemoved: true,
  IdentityLinked: true,
  KeyRotated: true,
  KeyRetired: true,
} satisfies Record<AuditEventKind, true>) as AuditEventKind[];

export type SignInMethod = 'PASSWORD' | 'CLIENT_SECRET';

/** `REUSED` is a refresh token that was spent already; `EVERYWHERE` ends every session of the account. */
export type EndCause = 'SIGNED_OUT' | 'EVERYWHERE' | 'REVOKED' | 'REUSED';

/** Who did it and to whom, by account id. */
export interface Parties {
  /** null for an operator on the command line, an outside issuer, or somebody unknown. */
  actorId: string | null;
  /** null where it is about no account that exists. */
  accountId: string | null;
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
