import { workerData } from 'node:worker_threads'
import { answerCalls } from '../../platform/spool/thread-answers.ts'
import { openSpoolFile, type SpoolFile, type SpoolFileOptions } from './file.ts'
import type { SpoolCall } from './spool.ts'

/** The thread that owns the spool's file: the disk may be slow without stopping the checks. */
let file: SpoolFile | undefined

answerCalls<SpoolCall>((call) => {
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
})
