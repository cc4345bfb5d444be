/**
 * The smallest sets of scopes with which each operation runs in full: the outer list is OR, an inner one AND.
 * `[[]]` is anybody who is signed in, null is everybody.
 */
export const operationScopes = {
  Login: null,
  Refresh: null,
  Abandon: [[]],
  DeleteItem: [["items:write"]],
  UpdateItem: [["items:write"]],
  MyItems: [["items"]],
  CreateItem: [["items:write"]],
  OwnSessions: [[]],
  EndSession: [[]],
  UpdateProfile: [["profile:write"]],
  Catalogue: null,
  Logout: [[]],
  Viewer: [["me"]],
} as const;
