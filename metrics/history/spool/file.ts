import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { toSpoolError } from '../../../platform/spool/spool-error.ts'
import { commit, openSqliteFile } from '../../../platform/spool/sqlite-file.ts'
import type { HistoryResult } from '../../model/history-result.ts'

export interface HistoryFileOptions {
  dir: string
  /** Unix milliseconds. */
  now: number
  /** The file never grows beyond it: the oldest results go. */
  maxBytes: number
}

/** Results that were written together. */
export interface Batch {
  readonly number: number
  readonly results: readonly HistoryResult[]
  /** Results that cannot be read any more. */
  readonly unreadable: number
}

export interface HistoryFileState {
  /** Results that wait. */
  readonly waiting: number
  readonly setAside: string | null
}

/** Another layout is another file: what was in it is lost, and shows as coverage. */
const layout = 1
/** So many of the oldest batches make room at once, lest each write has to. */
const dropAtOnce = 50

export type HistoryFile = ReturnType<typeof openHistoryFile>

/** Results that the database does not have, on the local disk. Blocks; throws SpoolError. */
export function openHistoryFile({ dir, now, maxBytes }: HistoryFileOptions) {
  mkdirSync(dir, { recursive: true })
  const { database, contents, setAside } = openSqliteFile({
    ...{ path: join(dir, 'history.sqlite'), now, layout, maxBytes, synchronous: 'normal', create, read: countWaiting },
  })
  const statements = prepare(database)

  /** @returns how many results it held. */
  function dropOldest(): number {
    let dropped = 0
    commit(database, () => {
      dropped = Number(statements.sizeOfOldest.get(dropAtOnce)?.results ?? 0)
      statements.dropOldest.run(dropAtOnce)
    })
    return dropped
  }

  return {
    state: { waiting: contents, setAside } satisfies HistoryFileState,

    /** @returns how many older results were dropped to make room. */
    add(results: readonly HistoryResult[]): number {
      const body = deflateRawSync(JSON.stringify(results.map(pack)))
      for (let dropped = 0; ; ) {
        try {
          commit(database, () => statements.add.run(results.length, body))
          return dropped
        } catch (error) {
          const freed = toSpoolError(error).reason === 'full' ? dropOldest() : 0
          if (freed === 0) throw error
          dropped += freed
        }
      }
    },

    oldest(): Batch | null {
      const row = statements.oldest.get()
      if (row === undefined) return null
      const results = unpackAll(row.body as Uint8Array)
      return {
        number: Number(row.number),
        results: results ?? [],
        unreadable: results === null ? Number(row.results) : 0,
      }
    },

    /** The database has this batch. */
    forget(number: number): void {
      commit(database, () => statements.forget.run(number))
      // An empty file gives its room back, which takes no time then.
      if (statements.oldest.get() === undefined) database.exec('vacuum; pragma wal_checkpoint(truncate)')
    },

    close: (): void => database.close(),
  }
}

function create(database: DatabaseSync): void {
  database.exec(
    'create table batches (number integer primary key autoincrement, results integer not null, body blob not null) strict',
  )
}

function countWaiting(database: DatabaseSync): number {
  const [row] = database.prepare('select coalesce(sum(results), 0) as waiting from batches').all()
  return Number(row?.waiting)
}

function prepare(database: DatabaseSync) {
  return {
    add: database.prepare('insert into batches (results, body) values (?, ?)'),
    oldest: database.prepare('select number, results, body from batches order by number limit 1'),
    forget: database.prepare('delete from batches where number = ?'),
    sizeOfOldest: database.prepare(
      'select sum(results) as results from (select results from batches order by number limit ?)',
    ),
    dropOldest: database.prepare(
      'delete from batches where number in (select number from batches order by number limit ?)',
    ),
  }
}

type Packed = [
  target: string,
  location: string,
  at: number,
  intervalMs: number,
  outcome: HistoryResult['outcome'],
  latencyMs: number | null,
]

function pack({ target, location, at, intervalMs, outcome, latencyMs }: HistoryResult): Packed {
  return [target, location, at, intervalMs, outcome, latencyMs]
}

/** @returns null for what is damaged. */
function unpackAll(body: Uint8Array): HistoryResult[] | null {
  try {
    return (JSON.parse(inflateRawSync(body).toString()) as Packed[]).map(unpack)
  } catch {
    return null
  }
}

function unpack([target, location, at, intervalMs, outcome, latencyMs]: Packed): HistoryResult {
  return { target, location, at, intervalMs, outcome, latencyMs }
}
