import type pg from 'pg';

/** A process that may try SUNAT now. */
export interface Released {
  readonly id: string;
  readonly workflowId: string;
}

/** Any number: all relays of the hub take turns on it, so that they share one rate. */
const RELEASE_LOCK = 7_346_001;

/** Behind an open gate and a closed breaker, the oldest first, at most `$1` a second over all relays. */
const RELEASE = `
  with spent as (select count(*)::int as n from sunat_wait where released_at > now() - interval '1 second'),
  due as (
    select w.id from sunat_wait w
      left join sunat_gate g on g.company_id = w.company_id
      left join breaker b on b.endpoint = w.endpoint
     where w.released_at is null and coalesce(g.state, 'open') = 'open' and coalesce(b.state, 'closed') = 'closed'
     order by w.since limit (select greatest(0, $1 - n) from spent))
  update sunat_wait set released_at = clock_timestamp() where id in (select id from due)
  returning id, workflow_id as "workflowId"`;

/** At a half-open breaker the oldest one is the probe; another one only when the first was lost for a minute. */
const PROBE = `
  with due as (
    select distinct on (w.endpoint) w.id from sunat_wait w
      join breaker b on b.endpoint = w.endpoint and b.state = 'half_open'
      left join sunat_gate g on g.company_id = w.company_id
     where w.released_at is null and coalesce(g.state, 'open') = 'open'
       and not exists (select 1 from sunat_wait r where r.endpoint = w.endpoint
                        and r.released_at > greatest(b.updated_at, now() - interval '1 minute'))
     order by w.endpoint, w.since)
  update sunat_wait set released_at = clock_timestamp() where id in (select id from due)
  returning id, workflow_id as "workflowId"`;

/** The owner of a breaker's timer half-opens it; this is for one whose owner has died. */
const HALF_OPEN = `
  update breaker set state = 'half_open', updated_at = clock_timestamp()
   where state = 'open' and open_until < now() - interval '2 seconds'`;

/** What was released is forgotten after a while: the process has gone on, or looks for itself. */
const FORGET = `delete from sunat_wait where released_at < now() - interval '2 minutes'`;

/** Chooses who may go on now. One relay at a time; the others find nothing to do. */
export async function chooseReleased(pool: pg.Pool, perSecond: number): Promise<Released[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows: locked } = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
      RELEASE_LOCK,
    ]);
    if (!locked[0]?.got) {
      await client.query('rollback');
      return [];
    }
    await client.query(HALF_OPEN);
    await client.query(FORGET);
    const probes = await client.query<Released>(PROBE);
    const released = await client.query<Released>(RELEASE, [perSecond]);
    await client.query('commit');
    client.release();
    return [...probes.rows, ...released.rows];
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** A signal that could not be sent: the process waits again. */
export async function takeBack(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await pool.query('update sunat_wait set released_at = null where id = any($1)', [ids]);
}

/** Anyone waiting at all: the usual answer is no, and then nothing else is asked. */
export async function isAnyoneWaiting(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ waiting: boolean }>('select exists (select 1 from sunat_wait) as waiting');
  return rows[0]?.waiting ?? false;
}
