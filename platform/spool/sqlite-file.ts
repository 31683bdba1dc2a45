import { existsSync, renameSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { SpoolError, toSpoolError } from './spool-error.ts'

export interface SqliteFileOptions<Contents> {
  path: string
  /** Names a file that is set aside. Unix milliseconds. */
  now: number
  /** Another layout is another file: it is set aside. */
  layout: number
  /** The file never grows beyond it. */
  maxBytes: number
  /** `full`: what was committed outlives a loss of power; `normal`: it outlives the process. */
  synchronous: 'full' | 'normal'
  create: (database: DatabaseSync) => void
  read: (database: DatabaseSync) => Contents
}

export interface OpenedSqliteFile<Contents> {
  database: DatabaseSync
  contents: Contents
  /** The name that a damaged file was given; null when the file was sound. */
  setAside: string | null
}

const pageBytes = 4_096

/** Opens a file on the local disk; one that is not sound is moved out of the way, not read. Blocks. @throws SpoolError */
export function openSqliteFile<Contents>(options: SqliteFileOptions<Contents>): OpenedSqliteFile<Contents> {
  const { path, now } = options
  try {
    return { ...open(options), setAside: null }
  } catch (error) {
    const failure = toSpoolError(error)
    if (failure.reason !== 'damaged') throw failure
  }
  const setAside = `${path}.damaged-${now}`
  renameSync(path, setAside)
  for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, setAside + suffix)
  return { ...open(options), setAside }
}

/** All of the work or nothing of it, on the disk once it returns. @throws SpoolError */
export function commit(database: DatabaseSync, work: () => void): void {
  database.exec('begin immediate')
  try {
    work()
    database.exec('commit')
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw toSpoolError(error)
  }
}

function open<Contents>({ path, layout, maxBytes, synchronous, create, read }: SqliteFileOptions<Contents>) {
  const database = new DatabaseSync(path)
  try {
    database.exec(`pragma page_size = ${pageBytes}; pragma journal_mode = wal; pragma synchronous = ${synchronous};`)
    const [check] = database.prepare('pragma quick_check').all()
    if (check?.quick_check !== 'ok') throw new SpoolError('damaged', 'the spool is damaged')
    begin(database, layout, create)
    const contents = read(database)
    database.exec(`pragma max_page_count = ${Math.floor(maxBytes / pageBytes)}`)
    return { database, contents }
  } catch (error) {
    database.close()
    throw error
  }
}

function begin(database: DatabaseSync, layout: number, create: (database: DatabaseSync) => void): void {
  const { user_version: found } = database.prepare('pragma user_version').get() ?? {}
  if (found === layout) return
  if (found !== 0) throw new SpoolError('damaged', `the spool has layout ${found}, not ${layout}`)
  commit(database, () => {
    create(database)
    database.exec(`pragma user_version = ${layout}`)
  })
}
