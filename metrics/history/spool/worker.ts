import { workerData } from 'node:worker_threads'
import { answerCalls } from '../../../platform/spool/thread-answers.ts'
import { type HistoryFile, type HistoryFileOptions, openHistoryFile } from './file.ts'
import type { HistoryCall } from './spool.ts'

/** The thread that owns the file of history's spool. */
let file: HistoryFile | undefined

answerCalls<HistoryCall>((call) => {
  switch (call.verb) {
    case 'open':
      file = openHistoryFile(workerData as HistoryFileOptions)
      return file.state
    case 'add':
      return file?.add(call.results)
    case 'oldest':
      return file?.oldest()
    case 'forget':
      return file?.forget(call.number)
    case 'close':
      return file?.close()
  }
})
