import type { Log } from '../log.ts'
import { type Database, DatabaseError, type Queryable } from '../postgres/pool.ts'

export interface NewJob<Payload> {
  /** A job with an id that was stored before is a duplicate, also after its end, until it is purged. */
  id: string
  /** Jobs of one lane run in order, one at a time. */
  lane: string
  payload: Payload
  /** Higher goes first among the heads of the lanes; 0 when left out. */
  priority?: number
  /** The order within the lane; the order of arrival when left out. A lane uses one or the other. */
  position?: number
}

export interface Job<Payload> {
  id: string
  lane: string
  payload: Payload
  /** This one included. */
  tries: number
  /** Whoever answers with another lease than the row's is too late, and changes nothing. */
  lease: string
}

export interface QueueDeps {
  database: Pick<Database, 'query'>
  /** With the columns and indexes of `webhook_updates`; a name from the code, never from outside. */
  table: string
  leaseMs: number
  /** After so many tries a job is set aside, so that it does not block its lane for ever. */
  maxTries: number
  log: Log
}

export type Retried = 'retried' | 'set-aside' | 'lost'
type Held = Pick<Job<unknown>, 'id' | 'lease'>

const claimTries = 3
const purgeBatch = 1_000
const errorLength = 500

/** A queue in a table. All its clocks are the database's; every method may throw DatabaseError. */
export function createQueue<Payload>({ database, table, leaseMs, maxTries, log }: QueueDeps) {
  const held = `id = any($1) and (id, lease) in (select * from unnest($1::text[], $2::uuid[]))`
  const free = 'lease = null, leased_until = null'
  const idsOf = async (text: string, values: readonly unknown[]) => {
    const rows = await database.query<{ id: string }>(text, values)
    return rows.map(({ id }) => id)
  }

  return {
    /** The channel that tells of new jobs. */
    channel: table,
    leaseMs,

    /** @param on a transaction, to store the job together with other things. */
    async put(job: NewJob<Payload>, on: Queryable = database): Promise<'stored' | 'duplicate'> {
      const { id, lane, payload, priority = 0, position } = job
      const rows = await on.query(
        `with stored as (
           insert into ${table} (id, lane, payload, priority, position)
           values ($1, $2, $3::jsonb, $4, coalesce($5::bigint, nextval(pg_get_serial_sequence('${table}', 'position'))))
           on conflict (id) do nothing returning id)
         select pg_notify('${table}', '') from stored`,
        [id, lane, storable(payload), priority, position ?? null],
      )
      return rows.length === 1 ? 'stored' : 'duplicate'
    },

    /** Leases up to `count` heads of lanes to the worker. A job whose lease ran out goes before the rest of its lane. */
    async claim(count: number, worker: string): Promise<Job<Payload>[]> {
      const text = `
        with heads as (
          select id, priority, position from ${table} job
           where finished_at is null and due_at <= now() and tries < $4
             and (lease is null or leased_until < now())
             and not exists (select from ${table} o where o.lane = job.lane and o.lease is not null and o.id <> job.id)
             and (lease is not null or not exists (
                   select from ${table} o where o.lane = job.lane and o.finished_at is null and o.position < job.position))
           order by priority desc, position limit $1 for update skip locked),
        claimed as (
          update ${table} t set lease = gen_random_uuid(), leased_by = $2, tries = t.tries + 1,
                 leased_until = now() + $3 * interval '1 millisecond'
            from heads where t.id = heads.id
          returning t.id, t.lane, t.payload, t.tries, t.lease, t.priority, t.position)
        select id, lane, payload, tries, lease from claimed order by priority desc, position`
      for (let attempt = 1; attempt <= claimTries; attempt += 1) {
        try {
          return await database.query<Job<Payload>>(text, [count, worker, leaseMs, maxTries])
        } catch (error) {
          if (!isCrossing(error)) throw error
          log.debug({ queue: table, attempt }, 'two claims met in one lane')
        }
      }
      return []
    },

    /** @returns the ids that were still held; the others belong to somebody else by now. */
    done(jobs: readonly Held[]): Promise<string[]> {
      return idsOf(`update ${table} set finished_at = now(), ${free} where ${held} returning id`, columns(jobs))
    },

    /** Prolongs the leases. @returns the ids that are still held. */
    renew(jobs: readonly Held[]): Promise<string[]> {
      const until = `now() + $3 * interval '1 millisecond'`
      const text = `update ${table} set leased_until = ${until} where ${held} returning id`
      return idsOf(text, [...columns(jobs), leaseMs])
    },

    /** Gives jobs back untried. */
    release(jobs: readonly Held[]): Promise<string[]> {
      const text = `update ${table} set tries = tries - 1, ${free} where ${held} returning id, pg_notify('${table}', '')`
      return idsOf(text, columns(jobs))
    },

    /** Gives back what the worker holds without knowing: the answer to its claim was lost. */
    releaseUnknown(worker: string, known: readonly Held[]): Promise<string[]> {
      const text = `update ${table} set tries = tries - 1, ${free}
         where lease is not null and leased_by = $1 and lease <> all($2::uuid[]) returning id`
      return idsOf(text, [worker, known.map(({ lease }) => lease)])
    },

    /** The job keeps its place: its lane waits for it. After the last try it is set aside. */
    async retry(job: Held, error: unknown, delayMs: number): Promise<Retried> {
      const rows = await database.query<{ set_aside: boolean }>(
        `update ${table} set ${free}, error = $3, due_at = now() + $4 * interval '1 millisecond',
                set_aside = tries >= $5, finished_at = case when tries >= $5 then now() end
          where id = $1 and lease = $2::uuid returning set_aside`,
        [job.id, job.lease, describe(error), delayMs, maxTries],
      )
      const [row] = rows
      if (!row) return 'lost'
      return row.set_aside ? 'set-aside' : 'retried'
    },

    /** Like `retry`, for what is not the job's fault: the try does not count. */
    async postpone(job: Held, error: unknown, delayMs: number): Promise<Retried> {
      const rows = await database.query(
        `update ${table} set ${free}, error = $3, due_at = now() + $4 * interval '1 millisecond', tries = tries - 1
          where id = $1 and lease = $2::uuid returning id`,
        [job.id, job.lease, describe(error), delayMs],
      )
      return rows.length === 1 ? 'retried' : 'lost'
    },

    /** Gives the job up at once and keeps it for people. */
    async setAside(job: Held, error: unknown): Promise<Retried> {
      const rows = await database.query(
        `update ${table} set ${free}, error = $3, set_aside = true, finished_at = now()
          where id = $1 and lease = $2::uuid returning id`,
        [job.id, job.lease, describe(error)],
      )
      return rows.length === 1 ? 'set-aside' : 'lost'
    },

    /** Sets aside what no worker survived: its last lease ran out. */
    setAsideAbandoned(): Promise<string[]> {
      return idsOf(
        `update ${table} set ${free}, set_aside = true, finished_at = now(),
                error = coalesce(error, 'no worker came to its end')
          where lease is not null and leased_until < now() and tries >= $1 returning id`,
        [maxTries],
      )
    },

    /** Jobs not finished, and the age of the oldest; 0 when there is none. */
    async depth(): Promise<{ jobs: number; oldestSeconds: number }> {
      const rows = await database.query<{ jobs: number; oldest: number }>(
        `select count(*) as jobs, coalesce(extract(epoch from now() - min(stored_at)), 0)::float8 as oldest
           from ${table} where finished_at is null`,
      )
      const [{ jobs, oldest } = { jobs: 0, oldest: 0 }] = rows
      return { jobs, oldestSeconds: Math.max(0, oldest) }
    },

    /** Forgets finished jobs, a thousand at a time. @returns how many. */
    async purge(older: { doneMs: number; setAsideMs: number }): Promise<number> {
      const text = `delete from ${table} where id in (
          select id from ${table}
           where finished_at < now() - case when set_aside then $2::float8 else $1::float8 end * interval '1 millisecond'
           order by finished_at limit ${purgeBatch} for update skip locked) returning id`
      let purged = 0
      for (;;) {
        const ids = await idsOf(text, [older.doneMs, older.setAsideMs])
        purged += ids.length
        if (ids.length < purgeBatch) return purged
      }
    },
  }
}

export type Queue<Payload> = ReturnType<typeof createQueue<Payload>>

/** JSON as jsonb takes it: a NUL or half a surrogate pair, which it refuses, becomes U+FFFD. */
function storable(payload: unknown): string {
  return JSON.stringify(payload).replaceAll(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '$1\\ufffd')
}

function columns(jobs: readonly Held[]): [string[], string[]] {
  return [jobs.map(({ id }) => id), jobs.map(({ lease }) => lease)]
}

/** 23505: the index with one lease a lane. 40P01: two claims that met in two lanes. */
function isCrossing(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '23505' || error.code === '40P01')
}

function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : 'the handler threw no error'
  return text.slice(0, errorLength)
}
