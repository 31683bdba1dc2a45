import { parentPort } from 'node:worker_threads'
import { type SpoolFailure, toSpoolError } from './spool-error.ts'

export type SpoolAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly reason: SpoolFailure; readonly message: string }

/** What the thread of a spool does: answers one call after the other, until `close`. */
export function answerCalls<Call extends { readonly verb: string }>(answer: (call: Call) => unknown): void {
  parentPort?.on('message', (call: Call & { id: number }) => {
    parentPort?.postMessage(answerTo(call, answer))
    if (call.verb === 'close') parentPort?.close()
  })
}

function answerTo<Call>(call: Call & { id: number }, answer: (call: Call) => unknown): SpoolAnswer {
  try {
    return { id: call.id, ok: true, value: answer(call) }
  } catch (error) {
    const { reason, message } = toSpoolError(error)
    return { id: call.id, ok: false, reason, message }
  }
}
