/** The command was written wrongly, and nothing was done. */
export class UsageError extends Error {}
