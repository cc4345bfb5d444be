import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Sessions, temporary roles, machines, outside issuers, shared keys and the audit trail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await givePasswordsATable(db);
  await db.schema
    .alterTable('accounts')
    .addColumn('kind', 'text', (column) =>
      column.notNull().defaultTo('PERSON').check(sql`kind in ('PERSON', 'MACHINE')`),
    )
    .execute();
  await db.schema
    .alterTable('accounts')
    .addColumn('signed_out_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('account_roles_of_role').on('account_roles').column('role').execute();
  await db.schema.createIndex('accounts_in_time').on('accounts').columns(['created_at', 'id']).execute();
  await createOtherCredentials(db);
  await createSessions(db);
  await db.schema
    .createTable('role_assumptions')
    .addColumn('role', 'text', (column) => column.notNull().references('roles.name').onDelete('cascade'))
    .addColumn('assumed_role', 'text', (column) => column.notNull().references('roles.name').onDelete('cascade'))
    .addColumn('most_seconds', 'integer', (column) =>
      column.notNull().check(sql`most_seconds >= 900 and most_seconds <= 43200`),
    )
    .addPrimaryKeyConstraint('role_assumptions_key', ['role', 'assumed_role'])
    .execute();
  await db.schema
    .createTable('signing_keys')
    .addColumn('kid', 'text', (column) => column.primaryKey())
    .addColumn('jwk', 'text', (column) => column.notNull())
    .addColumn('signs_from', 'bigint', (column) => column.notNull())
    .addColumn('verifies_until', 'bigint')
    .execute();
  await createAuditTrail(db);
}

/** Not every account has a password: machines have secrets, and outside issuers vouch for others. */
async function givePasswordsATable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('passwords')
    .addColumn('account_id', 'text', (column) => column.primaryKey().references('accounts.id').onDelete('cascade'))
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('bcrypt_cost', 'integer')
    .execute();
  await sql`insert into passwords (account_id, hash, bcrypt_cost) select id, password_hash, bcrypt_cost from accounts`.execute(
    db,
  );
  await db.schema.dropIndex('accounts_bcrypt_cost').execute();
  await db.schema.alterTable('accounts').dropColumn('password_hash').execute();
  await db.schema.alterTable('accounts').dropColumn('bcrypt_cost').execute();
  await db.schema.createIndex('passwords_bcrypt_cost').on('passwords').column('bcrypt_cost').execute();
}

async function createOtherCredentials(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('machine_secrets')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .execute();
  await db.schema.createIndex('machine_secrets_of_account').on('machine_secrets').column('account_id').execute();
  await db.schema
    .createTable('outside_identities')
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('outside_identities_key', ['issuer', 'subject'])
    .execute();
  await db.schema.createIndex('outside_identities_of_account').on('outside_identities').column('account_id').execute();
  await db.schema
    .createTable('revoked_tokens')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('revoked_tokens_end').on('revoked_tokens').column('expires_at').execute();
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('parent_id', 'text', (column) => column.references('sessions.id').onDelete('cascade'))
    .addColumn('parent_token', 'text')
    .addColumn('secret_id', 'text')
    .addColumn('role', 'text', (column) => column.references('roles.name').onDelete('cascade'))
    .addColumn('reason', 'text')
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('client', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('sessions_of_account').on('sessions').columns(['account_id', 'created_at']).execute();
  await db.schema.createIndex('sessions_of_parent').on('sessions').column('parent_id').execute();
  await db.schema.createIndex('sessions_end').on('sessions').column('expires_at').execute();
  await db.schema
    .createTable('refresh_tokens')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('predecessor', 'text', (column) => column.unique())
    .addColumn('salt', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('refresh_tokens_of_session').on('refresh_tokens').column('session_id').execute();
}

/** Without foreign keys: what happened stays told when an account is gone. */
async function createAuditTrail(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_events')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('actor_role', 'text')
    .addColumn('account_id', 'text')
    .addColumn('request_id', 'text')
    .addColumn('address', 'text')
    .addColumn('client', 'text')
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('audit_events_in_time').on('audit_events').columns(['created_at', 'id']).execute();
  await db.schema
    .createIndex('audit_events_of_account')
    .on('audit_events')
    .columns(['account_id', 'created_at', 'id'])
    .execute();
  await db.schema
    .createIndex('audit_events_of_actor')
    .on('audit_events')
    .columns(['actor_id', 'created_at', 'id'])
    .execute();
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  for (const statement of isPostgres ? postgresAppendOnly : sqliteAppendOnly) await sql.raw(statement).execute(db);
}

/** `insert or replace` deletes, and no trigger on delete hears of it. */
const sqliteAppendOnly = [
  ['update', ''],
  ['delete', ''],
  ['insert', 'when exists (select 1 from audit_events where id = new.id)'],
].map(
  ([change, condition]) => `create trigger audit_events_no_${change} before ${change} on audit_events ${condition}
    begin select raise(abort, 'The audit trail is append-only.'); end`,
);

const postgresAppendOnly = [
  `create function refuse_audit_change() returns trigger language plpgsql as
    $$ begin raise exception 'The audit trail is append-only.'; end $$`,
  `create trigger audit_events_append_only before update or delete or truncate on audit_events
    for each statement execute function refuse_audit_change()`,
];
