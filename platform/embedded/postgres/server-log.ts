import { closeSync, copyFileSync, existsSync, openSync, readSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

const capBytes = 2 * 1024 * 1024
const tailBytes = 16 * 1024
const looksEveryMs = 60_000

/** The server's own log: a file and one older one, at most 2 MB each as long as someone watches. */
export function createServerLog(dir: string) {
  const path = join(dir, 'server.log')
  cap(path)
  const watch = setInterval(() => cap(path), looksEveryMs)
  watch.unref()
  let readFrom = sizeOf(path)
  return {
    path,
    /** A descriptor to append with; it stays valid when the file is cut. */
    open: () => openSync(path, 'a', 0o600),
    /** From here on `linesSince` tells what is new. */
    mark: () => {
      readFrom = sizeOf(path)
    },
    linesSince: () => readTail(path, readFrom),
    stop: () => clearInterval(watch),
  }
}

export type ServerLog = ReturnType<typeof createServerLog>

/** Cut in place: the server goes on appending to the same file. */
function cap(path: string): void {
  if (sizeOf(path) <= capBytes) return
  copyFileSync(path, `${path}.1`)
  truncateSync(path)
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

function readTail(path: string, from: number): string[] {
  const size = sizeOf(path)
  const start = Math.max(size < from ? 0 : from, size - tailBytes)
  const buffer = Buffer.alloc(size - start)
  const file = openSync(path, 'r')
  try {
    readSync(file, buffer, 0, buffer.length, start)
  } finally {
    closeSync(file)
  }
  return buffer
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
}
