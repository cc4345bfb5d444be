import { assumeRole } from '../../auth/assume-role.js';
import { changePassword } from '../../auth/change-password.js';
import { login } from '../../auth/login.js';
import { loginMachine } from '../../auth/login-machine.js';
import { refresh } from '../../auth/refresh.js';
import { listSessions } from '../../auth/sessions.js';
import { revokeSession, signOut } from '../../auth/sign-out.js';
import type { Resolvers } from '../generated/resolvers.js';
import { dropEndedCookie, handOver } from '../refresh-cookie.js';

export const authResolvers = {
  Query: {
    scopes: (_, __, { catalogue }) => [...catalogue].map(([name, description]) => ({ name, description })),
    sessions: (_, __, { db, auth, now }) => listSessions(db, auth.account.id, now()),
  },
  Mutation: {
    login: async (_, request, context) => handOver(await login(context.authority, request, context.origin), context),
    loginMachine: (_, request, { authority, origin }) => loginMachine(authority, request, origin),
    refresh: async (_, { refreshToken }, context) => {
      const { authority, origin, request } = context;
      return handOver(await refresh(authority, refreshToken ?? request.refreshCookie ?? '', origin), context);
    },
    logout: async (_, { everywhere }, context) => {
      const { db, auth, origin, now } = context;
      await signOut(db, auth, everywhere ?? false, origin, now());
      await dropEndedCookie(context);
      return true;
    },
    revokeSession: async (_, { id }, context) => {
      const { db, auth, origin, now } = context;
      const isRevoked = await revokeSession(db, auth, id, origin, now());
      await dropEndedCookie(context);
      return isRevoked;
    },
    assumeRole: (_, { role, reason, seconds }, { authority, auth, origin }) =>
      assumeRole(authority, auth, { role, reason, seconds: seconds ?? 900 }, origin),
    changePassword: async (_, change, { authority, auth, origin }) => {
      await changePassword(authority, auth, change, origin);
      return true;
    },
  },
  Token: {
    tokenType: () => 'Bearer',
    refreshToken: ({ refreshToken }) => refreshToken?.secret ?? null,
  },
  Session: {
    isCurrent: ({ id }, _, { auth }) => auth !== null && auth.session.kind !== 'OUTSIDE' && auth.session.id === id,
  },
} satisfies Resolvers;
