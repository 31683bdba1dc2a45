import { startSpoolThread } from '../../../platform/spool/thread.ts'
import type { HistoryResult } from '../../model/history-result.ts'
import type { Batch, HistoryFileOptions, HistoryFileState } from './file.ts'

export type HistoryCall =
  | { readonly verb: 'open' | 'oldest' | 'close' }
  | { readonly verb: 'add'; readonly results: readonly HistoryResult[] }
  | { readonly verb: 'forget'; readonly number: number }

/** Results on the local disk while the database is away. Rejects with SpoolError. */
export interface HistorySpool {
  /** @returns how many older results were dropped to make room. */
  add(results: readonly HistoryResult[]): Promise<number>
  oldest(): Promise<Batch | null>
  forget(number: number): Promise<void>
  close(): Promise<void>
}

/** 256 MB with the log of changes beside the file, which SQLite folds in every 4 MB. */
const maxBytes = 248 * 1024 * 1024

/** Opens the spool in its own thread; a file that is damaged is set aside. @throws SpoolError */
export async function openHistorySpool(
  options: Pick<HistoryFileOptions, 'dir' | 'now'> & Partial<HistoryFileOptions>,
): Promise<{ spool: HistorySpool; state: HistoryFileState }> {
  const workerData = { maxBytes, ...options }
  const thread = startSpoolThread<HistoryCall>(new URL('./worker.ts', import.meta.url), workerData)
  try {
    const state = (await thread.ask({ verb: 'open' })) as HistoryFileState
    return {
      state,
      spool: {
        add: async (results) => Number(await thread.ask({ verb: 'add', results })),
        oldest: async () => (await thread.ask({ verb: 'oldest' })) as Batch | null,
        forget: async (number) => void (await thread.ask({ verb: 'forget', number })),
        close: async () => void (await thread.ask({ verb: 'close' })),
      },
    }
  } catch (error) {
    await thread.terminate()
    throw error
  }
}
