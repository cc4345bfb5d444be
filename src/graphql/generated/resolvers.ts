// Generated from schema/ by `npm run codegen`. Do not edit.
// biome-ignore-all lint: generated
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Context, SignedInContext } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date and time with its offset from UTC (RFC 3339), such as `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date | string | number; }
  /** An e-mail address. */
  EmailAddress: { input: string; output: string; }
  /** A JSON Web Token (RFC 7519) in its compact form. */
  JWT: { input: string; output: string; }
  /** A whole number, 0 or more. */
  NonNegativeInt: { input: number; output: number; }
  /** A whole number, 1 or more. */
  PositiveInt: { input: number; output: number; }
  /** The name of a role, such as `user`. Roles live in the database and decide which scopes an account may be granted. */
  Role: { input: string; output: string; }
  /** The name of a scope, as the catalogue on the schema declares it. */
  Scope: { input: "me" | "items" | "items:write" | "profiles" | "profile:write" | "accounts" | "accounts:write"; output: "me" | "items" | "items:write" | "profiles" | "profile:write" | "accounts" | "accounts:write"; }
  /** An absolute URL with the scheme http or https. */
  URL: { input: string; output: string; }
  /** A user name: 1 to 32 characters, lower-case letters, digits, `.`, `_` and `-`, beginning and ending with a letter or digit. */
  Username: { input: string; output: string; }
};

/** Scopes were missing. Of an account's refusals, the first in a minute is told, by each process. */
export type AccessRefused = AuditEvent & {
  __typename?: 'AccessRefused';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** What the nearest ways in still need. */
  missingScopes: Array<Scalars['String']['output']>;
  /** The name that the client gave its operation. */
  operationName?: Maybe<Scalars['String']['output']>;
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
};

/** An account, as those see it who administer accounts. */
export type Account = {
  __typename?: 'Account';
  /** When it was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Since when it is disabled; null for an account that is in use. */
  disabledAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where mail reaches the owner. */
  email?: Maybe<Scalars['EmailAddress']['output']>;
  /** The full name. */
  fullName?: Maybe<Scalars['String']['output']>;
  /** Identifies the account for ever. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: AccountKind;
  /** The secrets of a machine, without what is secret. */
  machineSecrets: Array<MachineSecret>;
  /** What decides which scopes the account may be granted. */
  roles: Array<Scalars['Role']['output']>;
  /** The name that a person signs in with, or the client id of a machine. */
  username: Scalars['Username']['output'];
};

/** A page of accounts. */
export type AccountConnection = {
  __typename?: 'AccountConnection';
  /** The page's accounts, each with its cursor. */
  edges: Array<AccountEdge>;
  /** The page's accounts. */
  nodes: Array<Account>;
  /** Where the page stands in the whole list. */
  pageInfo: PageInfo;
  /** How many accounts the whole list has. */
  totalCount: Scalars['NonNegativeInt']['output'];
};

/** An account was created. */
export type AccountCreated = AuditEvent & {
  __typename?: 'AccountCreated';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
  /** The roles that it was given. */
  roles: Array<Scalars['Role']['output']>;
};

/** An account was disabled. */
export type AccountDisabled = AuditEvent & {
  __typename?: 'AccountDisabled';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
};

/** An account and where it stands in the list. */
export type AccountEdge = {
  __typename?: 'AccountEdge';
  /** Where the account stands; good as `after`. */
  cursor: Scalars['String']['output'];
  /** The account. */
  node: Account;
};

/** A disabled account was enabled. */
export type AccountEnabled = AuditEvent & {
  __typename?: 'AccountEnabled';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
};

/** A person or a machine. */
export type AccountKind =
  /** Signs in with `loginMachine`. */
  | 'MACHINE'
  /** Signs in with `login`, or at an outside issuer. */
  | 'PERSON';

/** Something that happened, and is never changed. */
export type AuditEvent = {
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
};

/** A page of events. */
export type AuditEventConnection = {
  __typename?: 'AuditEventConnection';
  /** The page's events, each with its cursor. */
  edges: Array<AuditEventEdge>;
  /** The page's events. */
  nodes: Array<AuditEvent>;
  /** Where the page stands in the whole list. */
  pageInfo: PageInfo;
  /** How many events the whole list has. */
  totalCount: Scalars['NonNegativeInt']['output'];
};

/** An event and where it stands in the list. */
export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  /** Where the event stands; good as `after`. */
  cursor: Scalars['String']['output'];
  /** The event. */
  node: AuditEvent;
};

/** The kinds of events: the names of their types. */
export type AuditEventKind =
  /** Scopes were missing; one a minute for each account. */
  | 'AccessRefused'
  /** An account was created. */
  | 'AccountCreated'
  /** An account was disabled. */
  | 'AccountDisabled'
  /** A disabled account was enabled. */
  | 'AccountEnabled'
  /** Somebody of an outside issuer was given an account. */
  | 'IdentityLinked'
  /** A signing key was taken away. */
  | 'KeyRetired'
  /** A signing key was added. */
  | 'KeyRotated'
  /** A machine was given a secret. */
  | 'MachineSecretAdded'
  /** A secret was taken away. */
  | 'MachineSecretRemoved'
  /** Somebody changed their own password. */
  | 'PasswordChanged'
  /** A temporary role was assumed. */
  | 'RoleAssumed'
  /** An account was given other roles. */
  | 'RolesChanged'
  /** Sessions ended before their time. */
  | 'SessionEnded'
  /** Somebody tried to. */
  | 'SignInFailed'
  /** Somebody signed in. */
  | 'SignedIn';

/** Which events; what is left out does not matter. */
export type AuditFilter = {
  /** About this account. */
  account?: InputMaybe<Scalars['ID']['input']>;
  /** Done by this account. */
  actor?: InputMaybe<Scalars['ID']['input']>;
  /** Of one of these kinds. */
  kinds?: InputMaybe<Array<AuditEventKind>>;
  /** From this time on. */
  since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Before this time. */
  until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A new account. */
export type CreateAccountInput = {
  /** Where mail reaches the owner. */
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
  /** The full name, at most 100 characters. */
  fullName?: InputMaybe<Scalars['String']['input']>;
  /** What it is. */
  kind?: AccountKind;
  /** A person's password, 15 to 256 characters. Left out, the account can only be used through an outside issuer. */
  password?: InputMaybe<Scalars['String']['input']>;
  /** What decides which scopes the account may be granted. */
  roles: Array<Scalars['Role']['input']>;
  /** The name that a person signs in with, or the client id of a machine. */
  username: Scalars['Username']['input'];
};

/** A new item. */
export type CreateItemInput = {
  /** What it is called, 1 to 200 characters. */
  title: Scalars['String']['input'];
};

/** Somebody of an outside issuer was given an account. */
export type IdentityLinked = AuditEvent & {
  __typename?: 'IdentityLinked';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The issuer. */
  issuer: Scalars['String']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
  /** What it calls them. */
  subject: Scalars['String']['output'];
};

/** Something that an account owns. */
export type Item = {
  __typename?: 'Item';
  /** When it was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Identifies the item for ever. */
  id: Scalars['ID']['output'];
  /** Who owns it. */
  owner: Profile;
  /** What it is called. */
  title: Scalars['String']['output'];
};

/** A page of items. */
export type ItemConnection = {
  __typename?: 'ItemConnection';
  /** The page's items, each with its cursor. */
  edges: Array<ItemEdge>;
  /** The page's items. */
  nodes: Array<Item>;
  /** Where the page stands in the whole list. */
  pageInfo: PageInfo;
  /** How many items the whole list has. */
  totalCount: Scalars['NonNegativeInt']['output'];
};

/** An item and where it stands in the list. */
export type ItemEdge = {
  __typename?: 'ItemEdge';
  /** Where the item stands; good as `after`. */
  cursor: Scalars['String']['output'];
  /** The item. */
  node: Item;
};

/** A signing key was taken away. */
export type KeyRetired = AuditEvent & {
  __typename?: 'KeyRetired';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The key's id. */
  kid: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
};

/** A signing key was added. */
export type KeyRotated = AuditEvent & {
  __typename?: 'KeyRotated';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The key's id. */
  kid: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
  /** From when on it signs. */
  signsFrom: Scalars['DateTime']['output'];
};

/** What can be told of a machine's secret later. */
export type MachineSecret = {
  __typename?: 'MachineSecret';
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** Identifies the secret. */
  id: Scalars['ID']['output'];
  /** When the machine last signed in with it. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A machine was given a secret. */
export type MachineSecretAdded = AuditEvent & {
  __typename?: 'MachineSecretAdded';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
  /** The secret's id. */
  secretId: Scalars['ID']['output'];
};

/** A secret was taken away from its machine. */
export type MachineSecretRemoved = AuditEvent & {
  __typename?: 'MachineSecretRemoved';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
  /** The secret's id. */
  secretId: Scalars['ID']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Give a machine a secret. It has two at most, so that the next can be in place before the one in use is removed. Null where
   * there is no such account.
   */
  addMachineSecret?: Maybe<NewMachineSecret>;
  /**
   * Take another role for a while: a token with the scopes of that role alone, without a refresh token. It takes a token with
   * every scope that your own roles grant, and is told in the audit trail.
   */
  assumeRole: Token;
  /** Change your own password. Every other session of yours ends. */
  changePassword: Scalars['Boolean']['output'];
  /** Create an account, with roles that grant no more than you hold. */
  createAccount?: Maybe<Account>;
  /** Create an item of your own. */
  createItem?: Maybe<Item>;
  /** Delete one of your own items; false where you have none with that id. */
  deleteItem?: Maybe<Scalars['Boolean']['output']>;
  /** Refuse an account from the next request on, and end its sessions; null where there is none with that id. */
  disableAccount?: Maybe<Account>;
  /** Let a disabled account sign in again, whose roles grant no more than you hold; null where there is none with that id. */
  enableAccount?: Maybe<Account>;
  /**
   * Sign in. Leave `scopes` out to ask for everything your roles grant; name some to get a token that can do less.
   * What your roles do not grant is left out of the token: `Token.scopes` says what was granted.
   */
  login: Token;
  /** Sign a machine in. There is no refresh token: it signs in again. */
  loginMachine: Token;
  /** Sign out: the token in hand is refused from the next request on. */
  logout: Scalars['Boolean']['output'];
  /**
   * Get the next tokens. A refresh token is good once: shown again, it gives the same successor for a few seconds, in case an
   * answer was lost, and ends the session after that. The scopes never become more than at sign-in.
   */
  refresh: Token;
  /** Take a secret away from its machine, and end the sessions that it started; false where there is none with that id. */
  removeMachineSecret?: Maybe<Scalars['Boolean']['output']>;
  /** End one of your sessions; false where you have none with that id. */
  revokeSession: Scalars['Boolean']['output'];
  /**
   * Replace an account's roles; those that are added grant no more than you hold. What they no longer grant is refused from the
   * next request on. Null where there is no such account.
   */
  setAccountRoles?: Maybe<Account>;
  /** Change one of your own items; null where you have none with that id. */
  updateItem?: Maybe<Item>;
  /** Change your own profile. What you leave out stays as it is, null clears it. */
  updateProfile?: Maybe<Profile>;
};


export type MutationAddMachineSecretArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAssumeRoleArgs = {
  reason: Scalars['String']['input'];
  role: Scalars['String']['input'];
  seconds?: InputMaybe<Scalars['PositiveInt']['input']>;
};


export type MutationChangePasswordArgs = {
  current: Scalars['String']['input'];
  new: Scalars['String']['input'];
};


export type MutationCreateAccountArgs = {
  input: CreateAccountInput;
};


export type MutationCreateItemArgs = {
  input: CreateItemInput;
};


export type MutationDeleteItemArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDisableAccountArgs = {
  id: Scalars['ID']['input'];
};


export type MutationEnableAccountArgs = {
  id: Scalars['ID']['input'];
};


export type MutationLoginArgs = {
  password: Scalars['String']['input'];
  scopes?: InputMaybe<Array<Scalars['Scope']['input']>>;
  username: Scalars['String']['input'];
};


export type MutationLoginMachineArgs = {
  clientId: Scalars['String']['input'];
  clientSecret: Scalars['String']['input'];
  scopes?: InputMaybe<Array<Scalars['Scope']['input']>>;
};


export type MutationLogoutArgs = {
  everywhere?: InputMaybe<Scalars['Boolean']['input']>;
};


export type MutationRefreshArgs = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};


export type MutationRemoveMachineSecretArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeSessionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationSetAccountRolesArgs = {
  id: Scalars['ID']['input'];
  roles: Array<Scalars['Role']['input']>;
};


export type MutationUpdateItemArgs = {
  id: Scalars['ID']['input'];
  input: UpdateItemInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};

/** A secret of a machine, told this once. */
export type NewMachineSecret = {
  __typename?: 'NewMachineSecret';
  /** The client id that goes with it. */
  clientId: Scalars['String']['output'];
  /** The secret itself. */
  clientSecret: Scalars['String']['output'];
  /** Identifies the secret, for when it is to be removed. */
  id: Scalars['ID']['output'];
};

/** Where a page of a list stands in the whole. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the page's last element, to be given as `after`; null where the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more behind `endCursor`. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more in front of `startCursor`. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the page's first element; null where the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** Somebody changed their own password. */
export type PasswordChanged = AuditEvent & {
  __typename?: 'PasswordChanged';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
};

/** What everybody with the scope `profiles` may see of an account. */
export type Profile = {
  __typename?: 'Profile';
  /** The full name. */
  fullName?: Maybe<Scalars['String']['output']>;
  /** Where the profile picture is. */
  profilePicture?: Maybe<Scalars['URL']['output']>;
  /** The name that the account signs in with. */
  username: Scalars['Username']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** One account; null where there is none with that id. */
  account?: Maybe<Account>;
  /** Every account, the newest first. */
  accounts?: Maybe<AccountConnection>;
  /** What happened to accounts and what they may do, the newest first. */
  auditEvents?: Maybe<AuditEventConnection>;
  /** One of your own items; null where you have none with that id. */
  item?: Maybe<Item>;
  /** Your own account. */
  me?: Maybe<User>;
  /** Your own items, the newest first. */
  myItems?: Maybe<ItemConnection>;
  /** Somebody's profile; null where nobody has that name. */
  profile?: Maybe<Profile>;
  /** The catalogue: every scope there is. */
  scopes: Array<ScopeInfo>;
  /** Your sessions that are going on, the newest first, 100 at most. */
  sessions: Array<Session>;
};


export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['PositiveInt']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['PositiveInt']['input']>;
};


export type QueryItemArgs = {
  id: Scalars['ID']['input'];
};


export type QueryMyItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['PositiveInt']['input']>;
};


export type QueryProfileArgs = {
  username: Scalars['Username']['input'];
};

/** A temporary role was assumed. */
export type RoleAssumed = AuditEvent & {
  __typename?: 'RoleAssumed';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** Why. */
  reason: Scalars['String']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
  /** The role. */
  role: Scalars['Role']['output'];
  /** For how long, in seconds. */
  seconds: Scalars['PositiveInt']['output'];
  /** The session that was started. */
  sessionId: Scalars['ID']['output'];
};

/** An account was given other roles. */
export type RolesChanged = AuditEvent & {
  __typename?: 'RolesChanged';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** The roles that it has. */
  after: Array<Scalars['Role']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** The roles that it had. */
  before: Array<Scalars['Role']['output']>;
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
};

/** A scope, as the catalogue declares it. */
export type ScopeInfo = {
  __typename?: 'ScopeInfo';
  /** What it allows. */
  description: Scalars['String']['output'];
  /** Its name, as in `@requiresScopes` and in a token. */
  name: Scalars['Scope']['output'];
};

/** What signing in, or assuming a role, has started. */
export type Session = {
  __typename?: 'Session';
  /** What the client called itself when it was started. */
  client?: Maybe<Scalars['String']['output']>;
  /** When it was started. */
  createdAt: Scalars['DateTime']['output'];
  /** When it ends, however often it is refreshed. */
  expiresAt: Scalars['DateTime']['output'];
  /** Identifies the session for ever; the claim `sid` of its access tokens. */
  id: Scalars['ID']['output'];
  /** Whether it is the session of the token in hand. */
  isCurrent: Scalars['Boolean']['output'];
  /** When it was last used, to the minute. */
  lastUsedAt: Scalars['DateTime']['output'];
  /** The temporary role that it is for. */
  role?: Maybe<Scalars['Role']['output']>;
};

/** Why sessions ended. */
export type SessionEndCause =
  /** The account was disabled. */
  | 'ACCOUNT_DISABLED'
  /** The password was changed in another session. */
  | 'PASSWORD_CHANGED'
  /** A refresh token that was spent was shown again: it may have been stolen. */
  | 'REUSED'
  /** `revokeSession`, or the secret that started them was removed. */
  | 'REVOKED'
  /** `logout`. */
  | 'SIGNED_OUT';

/** Sessions ended before their time. */
export type SessionEnded = AuditEvent & {
  __typename?: 'SessionEnded';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Why. */
  cause: SessionEndCause;
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Which; null for several of the account's, and for a token of an outside issuer. */
  endedSessionId?: Maybe<Scalars['ID']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
};

/**
 * Somebody tried to sign in, or gave a wrong password to change it. `account` is whose name was given; null where it is nobody's,
 * and of those ten a minute are told for an address, by each process.
 */
export type SignInFailed = AuditEvent & {
  __typename?: 'SignInFailed';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** How. */
  method: SignInMethod;
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
};

/** How somebody signs in. */
export type SignInMethod =
  /** `loginMachine`. */
  | 'CLIENT_SECRET'
  /** `login`. */
  | 'PASSWORD';

/** Somebody signed in. */
export type SignedIn = AuditEvent & {
  __typename?: 'SignedIn';
  /** Whom it is about; null where it is about no account. */
  account?: Maybe<Account>;
  /** Who did it; null on the command line, for an outside issuer, and where it is not known. */
  actor?: Maybe<Account>;
  /** The temporary role in which the actor did it. */
  actorRole?: Maybe<Scalars['Role']['output']>;
  /** The address that the request came from. */
  address?: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What the client called itself. */
  client?: Maybe<Scalars['String']['output']>;
  /** Identifies the event for ever. */
  id: Scalars['ID']['output'];
  /** How. */
  method: SignInMethod;
  /** The request in which it happened, as in the log and in `X-Request-Id`; null on the command line. */
  requestId?: Maybe<Scalars['ID']['output']>;
  /** The scopes that were granted. */
  scopes: Array<Scalars['String']['output']>;
  /** The session that was started. */
  sessionId: Scalars['ID']['output'];
};

/** What signing in gives: send `accessToken` in the header `Authorization: Bearer …`. */
export type Token = {
  __typename?: 'Token';
  /** A signed access token. */
  accessToken: Scalars['JWT']['output'];
  /** Seconds until it expires. */
  expiresIn: Scalars['PositiveInt']['output'];
  /** A token to get the next access token with; null for machines and temporary roles, and where a cookie has it. */
  refreshToken?: Maybe<Scalars['String']['output']>;
  /** The scopes that were granted. */
  scopes: Array<Scalars['Scope']['output']>;
  /** How to send it: always `Bearer`. */
  tokenType: Scalars['String']['output'];
};

/** Changes to an item. */
export type UpdateItemInput = {
  /** What it is called, 1 to 200 characters. Left out, it stays as it is. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to a profile. */
export type UpdateProfileInput = {
  /** Where mail reaches the owner. */
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
  /** The full name, at most 100 characters. */
  fullName?: InputMaybe<Scalars['String']['input']>;
  /** Where the profile picture is. */
  profilePicture?: InputMaybe<Scalars['URL']['input']>;
};

/** An account, as only its owner sees it. */
export type User = {
  __typename?: 'User';
  /** Where mail reaches the owner. */
  email?: Maybe<Scalars['EmailAddress']['output']>;
  /** The full name. */
  fullName?: Maybe<Scalars['String']['output']>;
  /** Identifies the account for ever. */
  id: Scalars['ID']['output'];
  /** Where the profile picture is. */
  profilePicture?: Maybe<Scalars['URL']['output']>;
  /** What decides which scopes the account may be granted. */
  roles: Array<Scalars['Role']['output']>;
  /** The name that the account signs in with. */
  username: Scalars['Username']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessRefused: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'AccessRefused'>>;
  Account: ResolverTypeWrapper<import('../../users/directory.js').ListedAccount>;
  AccountConnection: ResolverTypeWrapper<import('../../page.js').Page<import('../../users/directory.js').ListedAccount>>;
  AccountCreated: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'AccountCreated'>>;
  AccountDisabled: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'AccountDisabled'>>;
  AccountEdge: ResolverTypeWrapper<import('../../page.js').Edge<import('../../users/directory.js').ListedAccount>>;
  AccountEnabled: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'AccountEnabled'>>;
  AccountKind: AccountKind;
  AuditEvent: ResolverTypeWrapper<import('../../audit/trail.js').AuditRecord>;
  AuditEventConnection: ResolverTypeWrapper<import('../../page.js').Page<import('../../audit/trail.js').AuditRecord>>;
  AuditEventEdge: ResolverTypeWrapper<import('../../page.js').Edge<import('../../audit/trail.js').AuditRecord>>;
  AuditEventKind: AuditEventKind;
  AuditFilter: AuditFilter;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CreateAccountInput: CreateAccountInput;
  CreateItemInput: CreateItemInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  EmailAddress: ResolverTypeWrapper<Scalars['EmailAddress']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdentityLinked: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'IdentityLinked'>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Item: ResolverTypeWrapper<import('../../items/store.js').Item>;
  ItemConnection: ResolverTypeWrapper<import('../../page.js').Page<import('../../items/store.js').Item>>;
  ItemEdge: ResolverTypeWrapper<import('../../page.js').Edge<import('../../items/store.js').Item>>;
  JWT: ResolverTypeWrapper<Scalars['JWT']['output']>;
  KeyRetired: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'KeyRetired'>>;
  KeyRotated: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'KeyRotated'>>;
  MachineSecret: ResolverTypeWrapper<import('../../auth/machine-secrets.js').MachineSecret>;
  MachineSecretAdded: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'MachineSecretAdded'>>;
  MachineSecretRemoved: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'MachineSecretRemoved'>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewMachineSecret: ResolverTypeWrapper<import('../../auth/machine-secrets.js').NewMachineSecret>;
  NonNegativeInt: ResolverTypeWrapper<Scalars['NonNegativeInt']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PasswordChanged: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'PasswordChanged'>>;
  PositiveInt: ResolverTypeWrapper<Scalars['PositiveInt']['output']>;
  Profile: ResolverTypeWrapper<import('../../users/store.js').Profile>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Role: ResolverTypeWrapper<Scalars['Role']['output']>;
  RoleAssumed: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'RoleAssumed'>>;
  RolesChanged: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'RolesChanged'>>;
  Scope: ResolverTypeWrapper<Scalars['Scope']['output']>;
  ScopeInfo: ResolverTypeWrapper<ScopeInfo>;
  Session: ResolverTypeWrapper<import('../../auth/sessions.js').ListedSession>;
  SessionEndCause: SessionEndCause;
  SessionEnded: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'SessionEnded'>>;
  SignInFailed: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'SignInFailed'>>;
  SignInMethod: SignInMethod;
  SignedIn: ResolverTypeWrapper<import('../../audit/trail.js').RecordOf<'SignedIn'>>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Token: ResolverTypeWrapper<import('../../auth/start-session.js').IssuedToken>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UpdateItemInput: UpdateItemInput;
  UpdateProfileInput: UpdateProfileInput;
  User: ResolverTypeWrapper<import('../../principal.js').Account>;
  Username: ResolverTypeWrapper<Scalars['Username']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessRefused: import('../../audit/trail.js').RecordOf<'AccessRefused'>;
  Account: import('../../users/directory.js').ListedAccount;
  AccountConnection: import('../../page.js').Page<import('../../users/directory.js').ListedAccount>;
  AccountCreated: import('../../audit/trail.js').RecordOf<'AccountCreated'>;
  AccountDisabled: import('../../audit/trail.js').RecordOf<'AccountDisabled'>;
  AccountEdge: import('../../page.js').Edge<import('../../users/directory.js').ListedAccount>;
  AccountEnabled: import('../../audit/trail.js').RecordOf<'AccountEnabled'>;
  AuditEvent: import('../../audit/trail.js').AuditRecord;
  AuditEventConnection: import('../../page.js').Page<import('../../audit/trail.js').AuditRecord>;
  AuditEventEdge: import('../../page.js').Edge<import('../../audit/trail.js').AuditRecord>;
  AuditFilter: AuditFilter;
  Boolean: Scalars['Boolean']['output'];
  CreateAccountInput: CreateAccountInput;
  CreateItemInput: CreateItemInput;
  DateTime: Scalars['DateTime']['output'];
  EmailAddress: Scalars['EmailAddress']['output'];
  ID: Scalars['ID']['output'];
  IdentityLinked: import('../../audit/trail.js').RecordOf<'IdentityLinked'>;
  Int: Scalars['Int']['output'];
  Item: import('../../items/store.js').Item;
  ItemConnection: import('../../page.js').Page<import('../../items/store.js').Item>;
  ItemEdge: import('../../page.js').Edge<import('../../items/store.js').Item>;
  JWT: Scalars['JWT']['output'];
  KeyRetired: import('../../audit/trail.js').RecordOf<'KeyRetired'>;
  KeyRotated: import('../../audit/trail.js').RecordOf<'KeyRotated'>;
  MachineSecret: import('../../auth/machine-secrets.js').MachineSecret;
  MachineSecretAdded: import('../../audit/trail.js').RecordOf<'MachineSecretAdded'>;
  MachineSecretRemoved: import('../../audit/trail.js').RecordOf<'MachineSecretRemoved'>;
  Mutation: Record<PropertyKey, never>;
  NewMachineSecret: import('../../auth/machine-secrets.js').NewMachineSecret;
  NonNegativeInt: Scalars['NonNegativeInt']['output'];
  PageInfo: PageInfo;
  PasswordChanged: import('../../audit/trail.js').RecordOf<'PasswordChanged'>;
  PositiveInt: Scalars['PositiveInt']['output'];
  Profile: import('../../users/store.js').Profile;
  Query: Record<PropertyKey, never>;
  Role: Scalars['Role']['output'];
  RoleAssumed: import('../../audit/trail.js').RecordOf<'RoleAssumed'>;
  RolesChanged: import('../../audit/trail.js').RecordOf<'RolesChanged'>;
  Scope: Scalars['Scope']['output'];
  ScopeInfo: ScopeInfo;
  Session: import('../../auth/sessions.js').ListedSession;
  SessionEnded: import('../../audit/trail.js').RecordOf<'SessionEnded'>;
  SignInFailed: import('../../audit/trail.js').RecordOf<'SignInFailed'>;
  SignedIn: import('../../audit/trail.js').RecordOf<'SignedIn'>;
  String: Scalars['String']['output'];
  Token: import('../../auth/start-session.js').IssuedToken;
  URL: Scalars['URL']['output'];
  UpdateItemInput: UpdateItemInput;
  UpdateProfileInput: UpdateProfileInput;
  User: import('../../principal.js').Account;
  Username: Scalars['Username']['output'];
};

export type AuthenticatedDirectiveArgs = { };

export type AuthenticatedDirectiveResolver<Result, Parent, ContextType = Context, Args = AuthenticatedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CostDirectiveArgs = {
  weight: Scalars['Int']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = Context, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize?: Maybe<Scalars['Int']['input']>;
  sizedFields?: Maybe<Array<Scalars['String']['input']>>;
  slicingArguments?: Maybe<Array<Scalars['String']['input']>>;
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = Context, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PublicDirectiveArgs = { };

export type PublicDirectiveResolver<Result, Parent, ContextType = Context, Args = PublicDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RequiresScopesDirectiveArgs = {
  scopes: Array<Array<Scalars['Scope']['input']>>;
};

export type RequiresScopesDirectiveResolver<Result, Parent, ContextType = Context, Args = RequiresScopesDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ScopeDirectiveArgs = {
  description: Scalars['String']['input'];
  name: Scalars['Scope']['input'];
};

export type ScopeDirectiveResolver<Result, Parent, ContextType = Context, Args = ScopeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccessRefusedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessRefused'] = ResolversParentTypes['AccessRefused']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  missingScopes?: Resolver<Array<ResolversTypes['String']>, ParentType, SignedInContext>;
  operationName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  disabledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, SignedInContext>;
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, SignedInContext>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  kind?: Resolver<ResolversTypes['AccountKind'], ParentType, SignedInContext>;
  machineSecrets?: Resolver<Array<ResolversTypes['MachineSecret']>, ParentType, SignedInContext>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, SignedInContext>;
  username?: Resolver<ResolversTypes['Username'], ParentType, SignedInContext>;
};

export type AccountConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountConnection'] = ResolversParentTypes['AccountConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AccountEdge']>, ParentType, SignedInContext>;
  nodes?: Resolver<Array<ResolversTypes['Account']>, ParentType, SignedInContext>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, SignedInContext>;
  totalCount?: Resolver<ResolversTypes['NonNegativeInt'], ParentType, SignedInContext>;
};

export type AccountCreatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountCreated'] = ResolversParentTypes['AccountCreated']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountDisabledResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountDisabled'] = ResolversParentTypes['AccountDisabled']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountEdge'] = ResolversParentTypes['AccountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, SignedInContext>;
  node?: Resolver<ResolversTypes['Account'], ParentType, SignedInContext>;
};

export type AccountEnabledResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountEnabled'] = ResolversParentTypes['AccountEnabled']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  __resolveType: TypeResolveFn<'AccessRefused' | 'AccountCreated' | 'AccountDisabled' | 'AccountEnabled' | 'IdentityLinked' | 'KeyRetired' | 'KeyRotated' | 'MachineSecretAdded' | 'MachineSecretRemoved' | 'PasswordChanged' | 'RoleAssumed' | 'RolesChanged' | 'SessionEnded' | 'SignInFailed' | 'SignedIn', ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditEventEdge']>, ParentType, SignedInContext>;
  nodes?: Resolver<Array<ResolversTypes['AuditEvent']>, ParentType, SignedInContext>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, SignedInContext>;
  totalCount?: Resolver<ResolversTypes['NonNegativeInt'], ParentType, SignedInContext>;
};

export type AuditEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, SignedInContext>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, SignedInContext>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface EmailAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EmailAddress'], any> {
  name: 'EmailAddress';
}

export type IdentityLinkedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityLinked'] = ResolversParentTypes['IdentityLinked']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  issuer?: Resolver<ResolversTypes['String'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  subject?: Resolver<ResolversTypes['String'], ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Item'] = ResolversParentTypes['Item']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Profile'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ItemConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItemConnection'] = ResolversParentTypes['ItemConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Item']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['NonNegativeInt'], ParentType, ContextType>;
};

export type ItemEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItemEdge'] = ResolversParentTypes['ItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Item'], ParentType, ContextType>;
};

export interface JwtScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JWT'], any> {
  name: 'JWT';
}

export type KeyRetiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KeyRetired'] = ResolversParentTypes['KeyRetired']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  kid?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type KeyRotatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KeyRotated'] = ResolversParentTypes['KeyRotated']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  kid?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  signsFrom?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MachineSecretResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MachineSecret'] = ResolversParentTypes['MachineSecret']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, SignedInContext>;
};

export type MachineSecretAddedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MachineSecretAdded'] = ResolversParentTypes['MachineSecretAdded']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  secretId?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MachineSecretRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MachineSecretRemoved'] = ResolversParentTypes['MachineSecretRemoved']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  secretId?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addMachineSecret?: Resolver<Maybe<ResolversTypes['NewMachineSecret']>, ParentType, SignedInContext, RequireFields<MutationAddMachineSecretArgs, 'id'>>;
  assumeRole?: Resolver<ResolversTypes['Token'], ParentType, SignedInContext, RequireFields<MutationAssumeRoleArgs, 'reason' | 'role' | 'seconds'>>;
  changePassword?: Resolver<ResolversTypes['Boolean'], ParentType, SignedInContext, RequireFields<MutationChangePasswordArgs, 'current' | 'new'>>;
  createAccount?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext, RequireFields<MutationCreateAccountArgs, 'input'>>;
  createItem?: Resolver<Maybe<ResolversTypes['Item']>, ParentType, SignedInContext, RequireFields<MutationCreateItemArgs, 'input'>>;
  deleteItem?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, SignedInContext, RequireFields<MutationDeleteItemArgs, 'id'>>;
  disableAccount?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext, RequireFields<MutationDisableAccountArgs, 'id'>>;
  enableAccount?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext, RequireFields<MutationEnableAccountArgs, 'id'>>;
  login?: Resolver<ResolversTypes['Token'], ParentType, ContextType, RequireFields<MutationLoginArgs, 'password' | 'username'>>;
  loginMachine?: Resolver<ResolversTypes['Token'], ParentType, ContextType, RequireFields<MutationLoginMachineArgs, 'clientId' | 'clientSecret'>>;
  logout?: Resolver<ResolversTypes['Boolean'], ParentType, SignedInContext, RequireFields<MutationLogoutArgs, 'everywhere'>>;
  refresh?: Resolver<ResolversTypes['Token'], ParentType, ContextType, Partial<MutationRefreshArgs>>;
  removeMachineSecret?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, SignedInContext, RequireFields<MutationRemoveMachineSecretArgs, 'id'>>;
  revokeSession?: Resolver<ResolversTypes['Boolean'], ParentType, SignedInContext, RequireFields<MutationRevokeSessionArgs, 'id'>>;
  setAccountRoles?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext, RequireFields<MutationSetAccountRolesArgs, 'id' | 'roles'>>;
  updateItem?: Resolver<Maybe<ResolversTypes['Item']>, ParentType, SignedInContext, RequireFields<MutationUpdateItemArgs, 'id' | 'input'>>;
  updateProfile?: Resolver<Maybe<ResolversTypes['Profile']>, ParentType, SignedInContext, RequireFields<MutationUpdateProfileArgs, 'input'>>;
};

export type NewMachineSecretResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NewMachineSecret'] = ResolversParentTypes['NewMachineSecret']> = {
  clientId?: Resolver<ResolversTypes['String'], ParentType, SignedInContext>;
  clientSecret?: Resolver<ResolversTypes['String'], ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
};

export interface NonNegativeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['NonNegativeInt'], any> {
  name: 'NonNegativeInt';
}

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PasswordChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasswordChanged'] = ResolversParentTypes['PasswordChanged']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface PositiveIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['PositiveInt'], any> {
  name: 'PositiveInt';
}

export type ProfileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Profile'] = ResolversParentTypes['Profile']> = {
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  profilePicture?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  username?: Resolver<ResolversTypes['Username'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext, RequireFields<QueryAccountArgs, 'id'>>;
  accounts?: Resolver<Maybe<ResolversTypes['AccountConnection']>, ParentType, SignedInContext, RequireFields<QueryAccountsArgs, 'first'>>;
  auditEvents?: Resolver<Maybe<ResolversTypes['AuditEventConnection']>, ParentType, SignedInContext, RequireFields<QueryAuditEventsArgs, 'first'>>;
  item?: Resolver<Maybe<ResolversTypes['Item']>, ParentType, SignedInContext, RequireFields<QueryItemArgs, 'id'>>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, SignedInContext>;
  myItems?: Resolver<Maybe<ResolversTypes['ItemConnection']>, ParentType, SignedInContext, RequireFields<QueryMyItemsArgs, 'first'>>;
  profile?: Resolver<Maybe<ResolversTypes['Profile']>, ParentType, SignedInContext, RequireFields<QueryProfileArgs, 'username'>>;
  scopes?: Resolver<Array<ResolversTypes['ScopeInfo']>, ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Session']>, ParentType, SignedInContext>;
};

export interface RoleScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Role'], any> {
  name: 'Role';
}

export type RoleAssumedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleAssumed'] = ResolversParentTypes['RoleAssumed']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  reason?: Resolver<ResolversTypes['String'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  role?: Resolver<ResolversTypes['Role'], ParentType, SignedInContext>;
  seconds?: Resolver<ResolversTypes['PositiveInt'], ParentType, SignedInContext>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RolesChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RolesChanged'] = ResolversParentTypes['RolesChanged']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  after?: Resolver<Array<ResolversTypes['Role']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  before?: Resolver<Array<ResolversTypes['Role']>, ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface ScopeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Scope'], any> {
  name: 'Scope';
}

export type ScopeInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScopeInfo'] = ResolversParentTypes['ScopeInfo']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['Scope'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastUsedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
};

export type SessionEndedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionEnded'] = ResolversParentTypes['SessionEnded']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  cause?: Resolver<ResolversTypes['SessionEndCause'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  endedSessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignInFailedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInFailed'] = ResolversParentTypes['SignInFailed']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  method?: Resolver<ResolversTypes['SignInMethod'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignedInResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignedIn'] = ResolversParentTypes['SignedIn']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actor?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, SignedInContext>;
  actorRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, SignedInContext>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, SignedInContext>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, SignedInContext>;
  id?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  method?: Resolver<ResolversTypes['SignInMethod'], ParentType, SignedInContext>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, SignedInContext>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, SignedInContext>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, SignedInContext>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = {
  accessToken?: Resolver<ResolversTypes['JWT'], ParentType, ContextType>;
  expiresIn?: Resolver<ResolversTypes['PositiveInt'], ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['Scope']>, ParentType, ContextType>;
  tokenType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  profilePicture?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  username?: Resolver<ResolversTypes['Username'], ParentType, ContextType>;
};

export interface UsernameScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Username'], any> {
  name: 'Username';
}

export type Resolvers<ContextType = Context> = {
  AccessRefused?: AccessRefusedResolvers<ContextType>;
  Account?: AccountResolvers<ContextType>;
  AccountConnection?: AccountConnectionResolvers<ContextType>;
  AccountCreated?: AccountCreatedResolvers<ContextType>;
  AccountDisabled?: AccountDisabledResolvers<ContextType>;
  AccountEdge?: AccountEdgeResolvers<ContextType>;
  AccountEnabled?: AccountEnabledResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  EmailAddress?: GraphQLScalarType;
  IdentityLinked?: IdentityLinkedResolvers<ContextType>;
  Item?: ItemResolvers<ContextType>;
  ItemConnection?: ItemConnectionResolvers<ContextType>;
  ItemEdge?: ItemEdgeResolvers<ContextType>;
  JWT?: GraphQLScalarType;
  KeyRetired?: KeyRetiredResolvers<ContextType>;
  KeyRotated?: KeyRotatedResolvers<ContextType>;
  MachineSecret?: MachineSecretResolvers<ContextType>;
  MachineSecretAdded?: MachineSecretAddedResolvers<ContextType>;
  MachineSecretRemoved?: MachineSecretRemovedResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NewMachineSecret?: NewMachineSecretResolvers<ContextType>;
  NonNegativeInt?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  PasswordChanged?: PasswordChangedResolvers<ContextType>;
  PositiveInt?: GraphQLScalarType;
  Profile?: ProfileResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Role?: GraphQLScalarType;
  RoleAssumed?: RoleAssumedResolvers<ContextType>;
  RolesChanged?: RolesChangedResolvers<ContextType>;
  Scope?: GraphQLScalarType;
  ScopeInfo?: ScopeInfoResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionEnded?: SessionEndedResolvers<ContextType>;
  SignInFailed?: SignInFailedResolvers<ContextType>;
  SignedIn?: SignedInResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  URL?: GraphQLScalarType;
  User?: UserResolvers<ContextType>;
  Username?: GraphQLScalarType;
};

export type DirectiveResolvers<ContextType = Context> = {
  authenticated?: AuthenticatedDirectiveResolver<any, any, ContextType>;
  cost?: CostDirectiveResolver<any, any, ContextType>;
  listSize?: ListSizeDirectiveResolver<any, any, ContextType>;
  public?: PublicDirectiveResolver<any, any, ContextType>;
  requiresScopes?: RequiresScopesDirectiveResolver<any, any, ContextType>;
  scope?: ScopeDirectiveResolver<any, any, ContextType>;
};
