import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('username', 'text', (column) => column.notNull().unique())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('bcrypt_cost', 'integer')
    .addColumn('full_name', 'text')
    .addColumn('email', 'text')
    .addColumn('profile_picture', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('disabled_at', 'bigint')
    .execute();
  await db.schema.createIndex('accounts_bcrypt_cost').on('accounts').column('bcrypt_cost').execute();

  await db.schema
    .createTable('roles')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('description', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('role_scopes')
    .addColumn('role', 'text', (column) => column.notNull().references('roles.name').onDelete('cascade'))
    .addColumn('scope', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('role_scopes_key', ['role', 'scope'])
    .execute();
  await db.schema
    .createTable('account_roles')
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('role', 'text', (column) => column.notNull().references('roles.name').onDelete('cascade'))
    .addPrimaryKeyConstraint('account_roles_key', ['account_id', 'role'])
    .execute();

  await db.schema
    .createTable('items')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner_id', 'text', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('items_of_owner').on('items').columns(['owner_id', 'created_at', 'id']).execute();

  await db.schema
    .createTable('sign_in_attempts')
    .addColumn('subject', 'text', (column) => column.primaryKey())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('window_ends_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('sign_in_attempts_end').on('sign_in_attempts').column('window_ends_at').execute();
}
