import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

interface Process {
  pid: number
  parent: number
  cwd: string
}

/** The Postgres servers (not their workers) that run in a data folder. Reads /proc. */
export function postgresServersOn(dataDir: string): number[] {
  const here = allProcesses().filter(({ cwd }) => cwd.startsWith(join(dataDir, 'postgres')))
  const pids = new Set(here.map(({ pid }) => pid))
  return here.filter(({ parent }) => !pids.has(parent)).map(({ pid }) => pid)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function allProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? [])
}

/** @returns undefined when the process has ended meanwhile, or is somebody else's. */
function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return { pid, parent, cwd: readlinkSync(`/proc/${pid}/cwd`) }
  } catch {
    return undefined
  }
}
