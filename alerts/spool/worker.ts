import { parentPort, workerData } from 'node:worker_threads'
import { openSpoolFile, type SpoolFile, type SpoolFileOptions } from './file.ts'
import type { SpoolAnswer, SpoolCall } from './spool.ts'
import { toSpoolError } from './spool-error.ts'

/** The thread that owns the spool's file: the disk may be slow without stopping the checks. */
let file: SpoolFile | undefined

parentPort?.on('message', (call: SpoolCall) => {
  try {
    parentPort?.postMessage({ id: call.id, ok: true, value: answer(call) } satisfies SpoolAnswer)
  } catch (error) {
    const { reason, message } = toSpoolError(error)
    parentPort?.postMessage({ id: call.id, ok: false, reason, message } satisfies SpoolAnswer)
  }
  if (call.verb === 'close') parentPort?.close()
})

function answer(call: SpoolCall): unknown {
  switch (call.verb) {
    case 'open':
      file = openSpoolFile(workerData as SpoolFileOptions)
      return file.contents
    case 'write':
      return file?.write(call.changes, call.ordinal)
    case 'mark':
      return file?.mark(call.noticeIds, call.inDoubt)
    case 'forgetStored':
      return file?.forgetStored(call.upTo)
    case 'close':
      return file?.close()
  }
}
