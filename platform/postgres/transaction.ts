import type { Pool, PoolClient } from 'pg'
import { DatabaseError, isQueryFault, toDatabaseError } from './error.ts'

/** Something that can be asked: the database, or one transaction of it. */
export interface Queryable {
  /** @throws DatabaseError */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** Lends a connection of the pool to `work`; one that is in doubt does not come back to the pool. */
export async function withConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toDatabaseError(error, false)
  })
  let inDoubt = true
  try {
    const result = await work(client)
    inDoubt = false
    return result
  } catch (error) {
    inDoubt = !isQueryFault(error)
    throw toDatabaseError(error, true)
  } finally {
    client.release(inDoubt)
  }
}

/**
 * Runs `work` in one transaction: all of it or nothing.
 *
 * @throws what `work` throws, after a rollback; DatabaseError, with `outcomeUnknown` when the answer to COMMIT was lost.
 */
export async function transaction<T>(pool: Pool, work: (within: Queryable) => Promise<T>): Promise<T> {
  const outcome = await withConnection(pool, async (client) => {
    await client.query('begin').catch(neverHappened)
    try {
      const result = await work(within(client))
      await commit(client)
      return { result }
    } catch (error) {
      await rollback(client, error)
      return { error }
    }
  })
  if ('error' in outcome) throw outcome.error
  return outcome.result
}

function within(client: PoolClient): Queryable {
  return {
    query: <Row extends object>(text: string, values?: readonly unknown[]) =>
      ask<Row>(client, text, values).catch(neverHappened),
  }
}

export async function ask<Row extends object>(
  client: PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { rows } = await client.query<Row>(text, [...values])
  return rows
}

/** Before COMMIT a break means that nothing was carried out. */
function neverHappened(error: unknown): never {
  throw toDatabaseError(error, false)
}

/** The server answers COMMIT with ROLLBACK when an error was swallowed on the way. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit').catch((error: unknown) => {
    throw toDatabaseError(error, true)
  })
  if (command === 'COMMIT') return
  const facts = { code: '25P02', constraint: undefined, unavailable: false, outcomeUnknown: false }
  throw new DatabaseError('the transaction had failed before its end and was rolled back', facts)
}

/** A connection that cannot be rolled back is ended, which rolls back as well; the pool then drops it. */
async function rollback(client: PoolClient, error: unknown): Promise<void> {
  if (!(error instanceof DatabaseError && error.unavailable)) {
    const answered = await client.query('rollback').catch(() => undefined)
    if (answered) return
  }
  void client.end().catch(() => {})
}
