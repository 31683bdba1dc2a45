import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { StartError } from '../../platform/lifecycle.ts'

/**
 * Writes a file for its owner alone, wholly or not at all: a reader, a full disk or a power cut never meets half of it.
 *
 * @throws StartError when it cannot be written; what was there stays.
 */
export function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.unfinished`
  try {
    const descriptor = openSync(unfinished, 'w', 0o600)
    try {
      writeSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(unfinished, file)
  } catch (cause) {
    rmSync(unfinished, { force: true })
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new StartError(`${file} cannot be written (${code}): is the disk full?`, { cause })
  }
}
