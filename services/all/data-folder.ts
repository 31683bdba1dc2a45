import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from '../../platform/lifecycle.ts'
import { newestMigration } from '../../platform/postgres/migrate.ts'
import { writeWhole } from './write-whole.ts'

export interface DataFolder {
  /** Absolute. */
  path: string
  /** Lets another platform start on this folder; also happens when this process dies, however it dies. */
  release(): void
}

/**
 * Makes the folder and takes it for this process alone.
 *
 * @throws StartError when it is in use, cannot be written, or was written by a newer version.
 */
export function openDataFolder(dataDir: string): DataFolder {
  const path = resolve(dataDir)
  makePrivate(path)
  const lock = takeLock(path)
  refuseNewer(path)
  return { path, release: () => lock.close() }
}

function makePrivate(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StartError(
      `DATA_DIR ${path} cannot be made (${codeOf(error)}): wanted a folder that this user may write`,
      {
        cause: error,
      },
    )
  }
}

/** SQLite's exclusive lock is the system's own file lock: it ends with the process, even after a kill -9. */
function takeLock(path: string): DatabaseSync {
  const file = join(path, 'lock')
  try {
    const lock = new DatabaseSync(file)
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
    return lock
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    if (/locked/.test(message)) throw new StartError(`already running on ${path}${runningAs(path)}`, { cause: error })
    throw new StartError(`DATA_DIR ${path} cannot be used: wanted a folder that this user may write`, { cause: error })
  }
}

function runningAs(path: string): string {
  const run = readRunFile(path)
  return run === null ? '' : ` (pid ${run.pids.all}, ${run.urls.lookup})`
}

/** A folder remembers the newest schema that wrote it; an older version would not know what it holds. */
function refuseNewer(path: string): void {
  const file = join(path, 'schema-version')
  const known = newestMigration()
  const written = Number(readIfThere(file) ?? known)
  if (!Number.isInteger(written)) {
    throw new StartError(`${file} is damaged: wanted a number; move the folder away or restore it`)
  }
  if (written > known) {
    throw new StartError(`DATA_DIR ${path} was written by a newer version (schema ${written}, this one knows ${known})`)
  }
  if (written < known || readIfThere(file) === null) writeWhole(file, `${known}\n`)
}

/** What runs here, for people and scripts; readable by its owner alone, as its URLs open the stores. */
export interface RunFile {
  startedAt: string
  pids: Record<string, number | null> & { all: number }
  ports: Record<string, number>
  urls: Record<string, string> & { lookup: string }
  /** The bearer of the cache and the token of the Bot API on this machine. */
  credentials: Record<string, string>
}

/** @throws StartError when it cannot be written. */
export function writeRunFile(path: string, run: RunFile): void {
  writeWhole(join(path, 'run.json'), `${JSON.stringify(run, null, 2)}\n`)
}

/** What ran here last, or null when nobody did or the file is damaged. */
export function readRunFile(path: string): RunFile | null {
  const text = readIfThere(join(path, 'run.json'))
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new StartError(`${file} cannot be read (${codeOf(error)})`, { cause: error })
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown'
}
