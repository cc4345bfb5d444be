import { scalarResolvers } from '../scalars.js';
import { accountResolvers } from './accounts.js';
import { auditResolvers } from './audit.js';
import { authResolvers } from './auth.js';
import type { CompleteResolvers } from './complete.js';
import { itemResolvers } from './items.js';
import { userResolvers } from './users.js';

/** @param catalogue every scope there is */
export function resolversFor(catalogue: readonly string[]): CompleteResolvers {
  return {
    ...scalarResolvers(catalogue),
    ...authResolvers,
    ...userResolvers,
    ...itemResolvers,
    ...accountResolvers,
    ...auditResolvers,
    Query: {
      ...authResolvers.Query,
      ...userResolvers.Query,
      ...itemResolvers.Query,
      ...accountResolvers.Query,
      ...auditResolvers.Query,
    },
    Mutation: {
      ...authResolvers.Mutation,
      ...userResolvers.Mutation,
      ...itemResolvers.Mutation,
      ...accountResolvers.Mutation,
    },
  };
}
