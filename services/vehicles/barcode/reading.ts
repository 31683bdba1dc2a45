import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { RunLater } from '../online/decoder.ts'
import type { PictureReading } from './picture-reading.ts'

/** A process that reads pictures, one at a time. */
export interface Reading {
  /** Undefined when the picture ended the process. @throws when the process cannot start or was ended. */
  read(picture: Uint8Array): Promise<PictureReading | undefined>
  end(): Promise<void>
}

const entry = fileURLToPath(new URL('./reading-process.ts', import.meta.url))
/** From the call to the answer; the process itself starts no try after 6 s of work. */
const limitMs = 10_000

/** @param onEnd is told when it takes no more pictures. */
export function startReading(later: RunLater, onEnd: () => void): Reading {
  const child = fork(entry, { serialization: 'advanced', env: {}, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const gone = endOf(child)
  const ready = Promise.race([nextMessage(child).then(() => true), gone.then(() => false)])
  let wasEnded = false
  void gone.then(onEnd)

  return {
    async read(picture) {
      const notLate = later(limitMs, () => child.kill('SIGKILL'))
      try {
        if (!(await ready) || wasEnded) throw new Error('the process that reads pictures did not start')
        const answer = nextMessage(child)
        child.send(picture, () => {})
        const reading = await Promise.race([answer, gone])
        if (reading === undefined && wasEnded) throw new Error('the process that reads pictures was ended')
        return reading
      } finally {
        notLate()
      }
    },
    async end() {
      wasEnded = true
      child.kill('SIGKILL')
      await gone
    },
  }
}

function nextMessage(child: ChildProcess): Promise<PictureReading> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as PictureReading)))
}

function endOf(child: ChildProcess): Promise<undefined> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve(undefined))
    child.once('error', () => resolve(undefined))
  })
}
