import { existsSync, readFileSync, readlinkSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { codeOf } from './error.ts'

export interface Running {
  pid: number
  port: number
  /** True once the server takes connections. */
  ready: boolean
}

/** What `postmaster.pid` says: its lines are pid, folder, start, port, socket, address, shared memory, status. */
export function readPidFile(clusterPath: string): Running | undefined {
  try {
    const lines = readFileSync(join(clusterPath, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return undefined
    return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** The running server of this very folder. A pid that some other program has by now is none. */
export function runningServer(clusterPath: string): Running | undefined {
  const running = readPidFile(clusterPath)
  if (!running || running.pid === process.pid) return undefined
  return isAlive(running.pid) && serves(running.pid, clusterPath) ? running : undefined
}

/** A process that ended and was not yet taken leave of (a zombie) is not alive. */
export function isAlive(pid: number): boolean {
  return exists(pid) && !(process.platform === 'linux' && isZombie(pid))
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) === 'EPERM') return true
    if (codeOf(error) === 'ESRCH') return false
    throw error
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function isZombie(pid: number): boolean {
  try {
    return /\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return true
    throw error
  }
}

/** Linux says where a process stands, and Postgres stands in its folder. Elsewhere a living pid is taken for the server. */
function serves(pid: number, clusterPath: string): boolean {
  if (process.platform !== 'linux' || !existsSync(`/proc/${pid}`)) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterPath) && isPostgres(pid)
  } catch (error) {
    if (codeOf(error) === 'EACCES') return statSync(`/proc/${pid}`).uid === statSync(clusterPath).uid
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

function isPostgres(pid: number): boolean {
  return basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres')
}

/**
 * Lets the next server start over a pid file whose pid is another program's (after a reboot) or a zombie's.
 *
 * Postgres takes its parent's pid for a stale one and goes on to look for living backends.
 * Removing the file instead would skip that look: two servers on one folder.
 */
export function disownPidFile(clusterPath: string): void {
  const path = join(clusterPath, 'postmaster.pid')
  const named = readPidFile(clusterPath)
  if (!named || !exists(named.pid)) return
  const lines = readFileSync(path, 'utf8').split('\n')
  writeFileSync(path, [process.pid, ...lines.slice(1)].join('\n'))
}
