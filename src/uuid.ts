const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether it can be an id of ours at all. What cannot is not found, and not asked for: PostgreSQL fails at a NUL. */
export function isUuid(id: string): boolean {
  return UUID.test(id);
}
