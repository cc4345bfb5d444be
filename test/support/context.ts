import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { onTestFinished } from 'vitest';
import { createCursors } from '../../src/cursors.js';
import { connect } from '../../src/db/connect.js';
import { type Context, contextOf, type Scope, type Services, type SignedInContext } from '../../src/graphql/context.js';
import { createSchema } from '../../src/graphql/schema.js';
import type { Account } from '../../src/principal.js';
import { catalogueOf } from '../../src/scopes/index.js';
import { executeAs } from '../../src/scopes/testing.js';
import { findAccountNamed } from '../../src/users/directory.js';
import { authorityOver } from './authority.js';
import { FakeClock } from './clock.js';

/** The schema of the application, as it is served. */
export const schema = createSchema();

const catalogue = catalogueOf(schema) as ReadonlyMap<Scope, string>;

/** What a resolver gets from nobody: a database of its own in memory, with the demo data. */
export async function contextOfNobody(): Promise<Context> {
  const { now } = new FakeClock();
  const db = connect({ file: ':memory:' });
  onTestFinished(() => db.destroy());
  const authority = await authorityOver(db, now);
  const services: Services = { db, authority, catalogue, now, cursors: createCursors(() => [Buffer.alloc(32)]) };
  const log = { error: (details: object, message: string) => console.error(message, details) };
  const origin = { requestId: 'test', address: '127.0.0.1', client: 'vitest' };
  return contextOf(services, null, { id: 'test', log, answer: {} }, origin);
}

/** What a resolver gets from somebody who holds these scopes: johndoe, unless another demo account is named. */
export async function contextOfSomebody(scopes: readonly Scope[], username = 'johndoe'): Promise<SignedInContext> {
  const context = await contextOfNobody();
  const account = await findAccount(context, username);
  return {
    ...context,
    auth: { account, scopes, session: { kind: 'SIGNED_IN', id: randomUUID(), expiresAt: Number.MAX_SAFE_INTEGER } },
  };
}

/** Runs an operation as whoever is in the context. @returns what a client gets, but for what is HTTP's */
export function executeIn(
  context: Context,
  operation: string,
  variables: Record<string, unknown> = {},
): Promise<ExecutionResult> {
  return executeAs(schema, context.auth?.scopes ?? null, operation, { context, variables });
}

async function findAccount({ db }: Context, username: string): Promise<Account> {
  const account = await findAccountNamed(db, username);
  if (!account) throw new Error(`There is no demo account ${username}.`);
  return account;
}
