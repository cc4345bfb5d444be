import { scalarResolvers } from '../scalars.js';
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
    Query: { ...authResolvers.Query, ...userResolvers.Query, ...itemResolvers.Query },
    Mutation: { ...authResolvers.Mutation, ...userResolvers.Mutation, ...itemResolvers.Mutation },
  };
}
