import type pg from 'pg';

/** A process that may try SUNAT now; `version` is that of its row when it was chosen. */
interface Chosen {
  readonly id: string;
  readonly workflowId: string;
  readonly version: string;
}

/** Any number: all relays of the hub take turns on it, so that they share one rate. */
const RELEASE_LOCK = 7_346_001;

const CHOSEN = 'w.id, w.workflow_id as "workflowId", w.xmin::text as version';

/** Behind an open gate and a closed breaker, the oldest first, at most `$1` a second over all relays. */
const DUE = `
  with spent as (select count(*)::int as n from sunat_wait where released_at > now() - interval '1 second')
  select ${CHOSEN} from sunat_wait w
    left join sunat_gate g on g.company_id = w.company_id and g.channel = w.channel
    left join breaker b on b.endpoint = w.endpoint
   where w.released_at is null and coalesce(g.state, 'open') = 'open' and coalesce(b.state, 'closed') = 'closed'
   order by w.since limit (select greatest(0, $1 - n) from spent)`;

/** At a half-open breaker the oldest one is the probe; another one only when the first was lost for a minute. */
const PROBES = `
  select distinct on (w.endpoint) ${CHOSEN} from sunat_wait w
    join breaker b on b.endpoint = w.endpoint and b.state = 'half_open'
    left join sunat_gate g on g.company_id = w.company_id and g.channel = w.channel
   where w.released_at is null and coalesce(g.state, 'open') = 'open'
     and not exists (select 1 from sunat_wait r where r.endpoint = w.endpoint
                      and r.released_at > greatest(b.updated_at, now() - interval '1 minute'))
   order by w.endpoint, w.since`;

/** The owner of a breaker's timer half-opens it; this is for one whose owner has died. */
const HALF_OPEN = `
  update breaker set state = 'half_open', updated_at = clock_timestamp()
   where state = 'open' and open_until < now() - interval '2 seconds'`;

/** What was released is forgotten after a while: the process has gone on, or looks for itself. */
const FORGET = `delete from sunat_wait where released_at < now() - interval '2 minutes'`;

/** A row that has changed since it was chosen belongs to a process that has looked in vain and waits again. */
const MARK = `
  update sunat_wait w set released_at = clock_timestamp()
    from unnest($1::uuid[], $2::text[]) as r (id, version) where w.id = r.id and w.xmin::text = r.version`;

/** Tells processes to go on; answers those that were told, or are over. */
export type TellAll = (workflowIds: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Tells those who may go on now, one relay at a time, and only then marks them as released: a relay that dies in between
 * tells them again, which does no harm, where a mark without a signal would leave them waiting.
 */
export async function releaseWaiting(pool: pg.Pool, perSecond: number, tellAll: TellAll): Promise<void> {
  await pool.query(HALF_OPEN);
  await pool.query(FORGET);
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows: locked } = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
      RELEASE_LOCK,
    ]);
    if (locked[0]?.got) await tellChosen(client, perSecond, tellAll);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function tellChosen(client: pg.PoolClient, perSecond: number, tellAll: TellAll): Promise<void> {
  const { rows: probes } = await client.query<Chosen>(PROBES);
  const { rows: due } = await client.query<Chosen>(DUE, [perSecond]);
  const chosen = [...probes, ...due];
  if (chosen.length === 0) return;
  const told = await tellAll(chosen.map(({ workflowId }) => workflowId));
  const marked = chosen.filter(({ workflowId }) => told.has(workflowId));
  await client.query(MARK, [marked.map(({ id }) => id), marked.map(({ version }) => version)]);
}

/** Anyone waiting at all: the usual answer is no, and then nothing else is asked. */
export async function isAnyoneWaiting(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ waiting: boolean }>('select exists (select 1 from sunat_wait) as waiting');
  return rows[0]?.waiting ?? false;
}
