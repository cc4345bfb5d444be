import { type AuditFilter, type AuditRecord, countEvents, listEvents } from '../../audit/trail.js';
import type { Position } from '../../cursors.js';
import { pageOf } from '../../page.js';
import { isUuid } from '../../uuid.js';
import type { Context } from '../context.js';
import type { AuditFilter as AuditFilterInput, Resolvers } from '../generated/resolvers.js';
import { connection, edge } from './connections.js';

/** What every event has. */
const event = {
  at: ({ createdAt }: AuditRecord) => createdAt,
  actor: ({ actorId }: AuditRecord, _: object, { loaders }: Context) =>
    actorId === null ? null : loaders.accounts.load(actorId),
  account: ({ accountId }: AuditRecord, _: object, { loaders }: Context) =>
    accountId === null ? null : loaders.accounts.load(accountId),
};

export const auditResolvers = {
  Query: {
    auditEvents: (_, { filter: input, ...page }, { db, cursors }) => {
      const filter = readFilter(input ?? {});
      const events = {
        name: 'audit events',
        find: (most: number, after?: Position) => listEvents(db, filter, most, after),
        count: () => countEvents(db, filter),
      };
      return pageOf(cursors, events, page);
    },
  },
  AuditEvent: { __resolveType: ({ kind }) => kind },
  SignedIn: event,
  SignInFailed: event,
  SessionEnded: event,
  AccessRefused: event,
  RoleAssumed: event,
  PasswordChanged: event,
  AccountCreated: event,
  AccountDisabled: event,
  AccountEnabled: event,
  RolesChanged: event,
  MachineSecretAdded: event,
  MachineSecretRemoved: event,
  IdentityLinked: event,
  KeyRotated: event,
  KeyRetired: event,
  AuditEventConnection: connection,
  AuditEventEdge: edge,
} satisfies Resolvers;

/** An id that can be nobody's finds nothing; left out, it would find everything. */
function readFilter({ kinds, account, actor, since, until }: AuditFilterInput): AuditFilter {
  const isPossible = [account, actor].every((id) => id == null || isUuid(id));
  if (!isPossible) return { kinds: [] };
  return {
    kinds: kinds && [...new Set(kinds)],
    accountId: account,
    actorId: actor,
    since: since?.getTime(),
    until: until?.getTime(),
  };
}
