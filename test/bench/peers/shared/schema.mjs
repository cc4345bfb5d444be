import { findAccount, listItems } from './fixture.mjs';

/** @param requires what stands behind a field that requires a scope; nothing where the SDL does not say it */
export const typeDefs = (requires = () => '') => `
  type Query {
    me: User ${requires('me')}
    myItems(first: Int = 20): ItemConnection ${requires('items')}
  }
  type User { id: ID! username: String! fullName: String email: String }
  type ItemConnection { nodes: [Item!]! }
  type Item { id: ID! title: String! }
`;

/** @param idOf the account that is asking, from the context */
export const resolversFor = (idOf) => ({
  Query: {
    me: (_, __, context) => findAccount(idOf(context)),
    myItems: (_, { first }, context) => listItems(idOf(context), first),
  },
});
