import { operationScopes } from '../graphql/generated/operation-scopes.ts';

/** The name of an operation in this program. */
export type OperationName = keyof typeof operationScopes;

/** What these operations need together and the token does not have: of several ways, the nearest. */
export function missingScopes(operations: readonly OperationName[], held: readonly string[]): string[] {
  return [...new Set(operations.flatMap((name) => nearest(operationScopes[name] ?? [[]], held)))];
}

function nearest(ways: readonly (readonly string[])[], held: readonly string[]): readonly string[] {
  const missing = ways.map((way) => way.filter((scope) => !held.includes(scope)));
  return missing.reduce((least, each) => (each.length < least.length ? each : least));
}
