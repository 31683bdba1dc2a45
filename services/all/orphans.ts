import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../platform/log.ts'
import { readRunFile } from './data-folder.ts'

const patienceMs = 5000
const lookEveryMs = 50

/**
 * Waits for the children of a killed run to end, as they do when their parent is gone, and ends those that cannot.
 * Stand-ins with a process of their own are adopted or ended where they are started.
 *
 * @param entries the files that children run: only a process that runs one of them is ended.
 */
export async function endOrphans(dataDir: string, entries: readonly string[], log: Log): Promise<void> {
  const pids = Object.values(readRunFile(dataDir)?.pids ?? {}).filter((pid) => pid !== null)
  await Promise.all(pids.filter((pid) => runs(pid, entries)).map((pid) => end(pid, entries, log)))
}

async function end(pid: number, entries: readonly string[], log: Log): Promise<void> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookEveryMs) {
    if (!runs(pid, entries)) return
    await sleep(lookEveryMs)
  }
  log.warn({ pid }, 'ending a process that an earlier run left')
  killIfThere(pid)
  // Its port is free only once it is gone.
  for (let waitedMs = 0; waitedMs < patienceMs && runs(pid, entries); waitedMs += lookEveryMs) await sleep(lookEveryMs)
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Only Linux tells what a pid runs; elsewhere nothing is ended that might be somebody else's. */
function runs(pid: number, entries: readonly string[]): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words.some((word) => entries.includes(word))
  } catch {
    return false
  }
}
