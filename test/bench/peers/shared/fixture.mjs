// What every peer serves, from memory: the account and the items that this server holds in its database, and the key that its
// tokens are signed with.
export const { account, items, publicJwk, issuer, audience } = JSON.parse(process.env.FIXTURE);

const accounts = new Map([[account.id, account]]);
const itemsOfOwner = new Map([[account.id, items]]);

export const findAccount = (id) => accounts.get(id);
export const listItems = (ownerId, first) => ({ nodes: itemsOfOwner.get(ownerId).slice(0, first) });
