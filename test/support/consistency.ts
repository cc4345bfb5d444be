import { sql } from 'kysely';
import type { Database } from '../../src/db/tables.js';

/** What a database never holds, whenever its processes are killed: each a query for what is half-written. */
const halves: Readonly<Record<string, string>> = {
  'sessions of people without a refresh token': `
    select id from sessions where role is null and secret_id is null
      and not exists (select 1 from refresh_tokens where session_id = sessions.id)`,
  'sessions with two refresh tokens that are not spent': `
    select session_id from refresh_tokens
      where not exists (select 1 from refresh_tokens as next where next.predecessor = refresh_tokens.hash)
      group by session_id having count(*) > 1`,
  'sessions that started without an event': `
    select id from sessions
      where not exists (select 1 from audit_events where kind = 'SignedIn' and detail like '%' || sessions.id || '%')`,
  'sessions that ended without an event': `
    select id from sessions where ended_at is not null
      and not exists (select 1 from audit_events where kind = 'SessionEnded' and detail like '%' || sessions.id || '%')`,
  'events of sign-ins without a session': `
    select id from audit_events where kind = 'SignedIn'
      and not exists (select 1 from sessions where audit_events.detail like '%' || sessions.id || '%')`,
  'accounts without a role': `
    select id from accounts where not exists (select 1 from account_roles where account_id = accounts.id)`,
  'accounts without an event, but for the first': `
    select id from accounts where username not in ('johndoe', 'alice', 'admin', 'developer')
      and not exists (select 1 from audit_events where kind = 'AccountCreated' and account_id = accounts.id)`,
  'events of accounts that are not there': `
    select id from audit_events where kind = 'AccountCreated'
      and not exists (select 1 from accounts where accounts.id = audit_events.account_id)`,
  'accounts that are disabled or enabled otherwise than by their last event': `
    select id from accounts where (disabled_at is not null) <> (coalesce((
      select kind from audit_events where account_id = accounts.id and kind in ('AccountDisabled', 'AccountEnabled')
      order by created_at desc, id desc limit 1), '') = 'AccountDisabled')`,
};

/** What is half-written in a database, in words; nothing where all is well. */
export async function findHalves(db: Database): Promise<string[]> {
  const found: string[] = [];
  for (const [what, query] of Object.entries(halves)) {
    const { rows } = await sql.raw(query).execute(db);
    if (rows.length > 0) found.push(`${what}: ${JSON.stringify(rows)}`);
  }
  return found;
}
