import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { toSpoolError } from '../../platform/spool/spool-error.ts'
import { commit, openSqliteFile } from '../../platform/spool/sqlite-file.ts'
import type { NumberedChange } from '../model/change.ts'
import type { Incident } from '../model/incident.ts'
import { isOpen } from '../model/incident.ts'
import type { Notice } from '../model/notice.ts'
import type { Fact } from '../model/subscription.ts'
import type { SpoolContents } from './contents.ts'

export interface SpoolFileOptions {
  dir: string
  /** Becomes the epoch of a file that is begun afresh. Unix milliseconds. */
  now: number
  /** Room kept free for notices; given up when the disk is full. */
  reserveBytes: number
  /** The file never grows beyond it. */
  maxBytes: number
}

export type SpoolFile = ReturnType<typeof openSpoolFile>

/** Another layout is another file: it is set aside and what the database knows is read from there. */
const layout = 1

/** The spool on the local disk. Each method is one transaction and returns once it is on the disk. Blocks; throws SpoolError. */
export function openSpoolFile({ dir, now, reserveBytes, maxBytes }: SpoolFileOptions) {
  mkdirSync(dir, { recursive: true })
  const reserve = join(dir, 'alerts.reserve')
  const { database, contents, setAside } = openSqliteFile({
    ...{ path: join(dir, 'alerts.sqlite'), now, layout, maxBytes, synchronous: 'full', read },
    create: (fresh) => createTables(fresh, now),
  })
  holdBack(reserve, reserveBytes)
  const statements = prepare(database)

  function transaction(work: () => void): void {
    try {
      commit(database, work)
    } catch (error) {
      const failure = toSpoolError(error)
      if (failure.reason !== 'full' || !existsSync(reserve)) throw failure
      rmSync(reserve)
      commit(database, work)
    }
  }

  return {
    contents: { ...contents, setAside } satisfies SpoolContents,

    write(changes: readonly NumberedChange[], ordinal: number): void {
      transaction(() => {
        for (const change of changes) writeChange(statements, change)
        statements.setMeta.run('ordinal', ordinal)
      })
    },

    /** Says whether a request that carries the notices may have been written. */
    mark(noticeIds: readonly string[], inDoubt: boolean): void {
      const statement = inDoubt ? statements.doubt : statements.clear
      transaction(() => {
        for (const id of noticeIds) statement.run(id)
      })
    },

    /** The database has every change up to this one. */
    forgetStored(upTo: number): void {
      transaction(() => statements.forget.run(upTo))
    },

    close: (): void => database.close(),
  }
}

function createTables(database: DatabaseSync, now: number): void {
  database.exec(`
    create table meta (name text primary key, value integer not null) strict, without rowid;
    create table incidents (id text primary key, version integer not null, is_open integer not null, body text not null) strict;
    create table notices (id text primary key, incident_id text not null, has_ended integer not null, body text not null) strict;
    create index notices_of_incident on notices (incident_id);
    create table facts (id text primary key, body text not null) strict;
    create table in_doubt (notice_id text primary key) strict, without rowid;
    create table unstored (number integer primary key, body text not null) strict;`)
  database.prepare(`insert into meta values ('epoch', ?), ('ordinal', 1)`).run(now)
}

function read(database: DatabaseSync): Omit<SpoolContents, 'setAside'> {
  const bodies = <Value>(from: string): Value[] =>
    database
      .prepare(`select body from ${from}`)
      .all()
      .map(({ body }) => JSON.parse(String(body)) as Value)
  const meta = new Map(
    database
      .prepare('select name, value from meta')
      .all()
      .map(({ name, value }) => [name, Number(value)]),
  )
  const doubts = database.prepare('select notice_id from in_doubt').all()
  return {
    epoch: meta.get('epoch') ?? 0,
    ordinal: meta.get('ordinal') ?? 1,
    incidents: bodies<Incident>('incidents'),
    notices: bodies<Notice>('notices'),
    facts: bodies<Fact>('facts'),
    inDoubt: doubts.map(({ notice_id }) => String(notice_id)),
    unstored: bodies<NumberedChange>('unstored order by number'),
  }
}

function prepare(database: DatabaseSync) {
  const sql = (text: string) => database.prepare(text)
  return {
    setMeta: sql('insert into meta values (?, ?) on conflict (name) do update set value = excluded.value'),
    putIncident: sql(`insert into incidents values (?, ?, ?, ?) on conflict (id) do update
      set version = excluded.version, is_open = excluded.is_open, body = excluded.body where version <= excluded.version`),
    putNotice: sql(`insert into notices values (?, ?, ?, ?) on conflict (id) do update
      set has_ended = excluded.has_ended, body = excluded.body where has_ended = 0`),
    putFact: sql('insert into facts values (?, ?) on conflict do nothing'),
    putUnstored: sql('insert into unstored values (?, ?) on conflict do nothing'),
    doubt: sql('insert into in_doubt values (?) on conflict do nothing'),
    clear: sql('delete from in_doubt where notice_id = ?'),
    forget: sql('delete from unstored where number <= ?'),
    isSettled: sql(`select 1 from incidents where id = ?1 and is_open = 0
      and not exists (select 1 from notices where incident_id = ?1 and has_ended = 0)`),
    dropIncident: sql('delete from incidents where id = ?'),
    dropNotices: sql('delete from notices where incident_id = ?'),
  }
}

function writeChange(statements: ReturnType<typeof prepare>, change: NumberedChange): void {
  const { incidents, notices, facts } = change
  for (const one of incidents) statements.putIncident.run(one.id, one.version, Number(isOpen(one)), JSON.stringify(one))
  for (const one of notices) {
    statements.putNotice.run(one.id, one.incidentId, Number(one.end !== null), JSON.stringify(one))
    if (one.end !== null) statements.clear.run(one.id)
  }
  for (const one of facts) statements.putFact.run(one.id, JSON.stringify(one))
  statements.putUnstored.run(change.number, JSON.stringify(change))
  dropSettled(statements, [...incidents.map(({ id }) => id), ...notices.map(({ incidentId }) => incidentId)])
}

/** The file keeps what is under way; the rest is the database's. */
function dropSettled(statements: ReturnType<typeof prepare>, incidentIds: readonly string[]): void {
  for (const id of new Set(incidentIds)) {
    if (statements.isSettled.get(id) === undefined) continue
    statements.dropNotices.run(id)
    statements.dropIncident.run(id)
  }
}

/** Written out, as a file with holes would hold nothing back. Where there is no room already, there is nothing to hold back. */
function holdBack(path: string, bytes: number): void {
  if (bytes === 0 || existsSync(path)) return
  const descriptor = openSync(path, 'w')
  try {
    writeSync(descriptor, Buffer.alloc(bytes))
    fsyncSync(descriptor)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    rmSync(path)
  } finally {
    closeSync(descriptor)
  }
}
