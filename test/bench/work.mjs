// The work that is measured.

export const queries = {
  me: '{ me { username fullName email } }',
  myItems: '{ myItems(first: 10) { nodes { id title } } }',
};

/** How many items the account has: enough that a page of ten is not the last one. */
export const ITEMS = 12;
