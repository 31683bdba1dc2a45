import { Worker } from 'node:worker_threads'
import { SpoolError } from './spool-error.ts'
import type { SpoolAnswer } from './thread-answers.ts'

/** Asks the thread that owns a spool's file, in the order of the calls. Rejects with SpoolError. */
export interface SpoolThread<Call> {
  ask(call: Call): Promise<unknown>
  /** Ends the thread without waiting for what it has in hand. */
  terminate(): Promise<unknown>
}

/** @param entry of the thread, which answers by `answerCalls`. */
export function startSpoolThread<Call extends object>(entry: URL, workerData: object): SpoolThread<Call> {
  const worker = new Worker(entry, { workerData })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: SpoolError) => void }>()
  let nextId = 1
  let ended: string | undefined

  const fail = (why: string): void => {
    ended = why
    for (const { reject } of waiting.values()) reject(new SpoolError('broken', why))
    waiting.clear()
  }
  worker.on('error', (error) => fail(`the thread of the spool ended: ${error.message}`))
  worker.on('exit', () => fail('the spool is closed'))
  worker.on('message', (answer: SpoolAnswer) => {
    const caller = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.ok) caller?.resolve(answer.value)
    else caller?.reject(new SpoolError(answer.reason, answer.message))
  })

  return {
    ask(call) {
      if (ended !== undefined) return Promise.reject(new SpoolError('broken', ended))
      const id = nextId++
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ ...call, id })
      })
    },
    terminate: () => worker.terminate(),
  }
}
