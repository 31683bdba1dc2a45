import type { SpoolError } from '../../platform/spool/spool-error.ts'
import { startSpoolThread } from '../../platform/spool/thread.ts'
import type { NumberedChange } from '../model/change.ts'
import type { SpoolContents } from './contents.ts'
import type { SpoolFileOptions } from './file.ts'

export type SpoolCall =
  | { readonly verb: 'open' | 'close' }
  | { readonly verb: 'write'; readonly changes: readonly NumberedChange[]; readonly ordinal: number }
  | { readonly verb: 'mark'; readonly noticeIds: readonly string[]; readonly inDoubt: boolean }
  | { readonly verb: 'forgetStored'; readonly upTo: number }

/** The spool, written in the order of the calls. A promise resolves once it is on the disk; rejects with SpoolError. */
export interface Spool {
  write(changes: readonly NumberedChange[], ordinal: number): Promise<void>
  mark(noticeIds: readonly string[], inDoubt: boolean): Promise<void>
  forgetStored(upTo: number): Promise<void>
  close(): Promise<void>
}

const megabyte = 1024 * 1024
const defaults = { reserveBytes: 16 * megabyte, maxBytes: 256 * megabyte }

/** Opens the spool in its own thread; a file that is damaged is set aside. @throws SpoolError */
export async function openSpool(
  options: Pick<SpoolFileOptions, 'dir' | 'now'> & Partial<SpoolFileOptions>,
): Promise<{ spool: Spool; contents: SpoolContents }> {
  const thread = startSpoolThread<SpoolCall>(new URL('./worker.ts', import.meta.url), { ...defaults, ...options })
  try {
    const contents = (await thread.ask({ verb: 'open' })) as SpoolContents
    const call = async (what: SpoolCall): Promise<void> => void (await thread.ask(what))
    return {
      contents,
      spool: {
        write: (changes, ordinal) => call({ verb: 'write', changes, ordinal }),
        mark: (noticeIds, inDoubt) => call({ verb: 'mark', noticeIds, inDoubt }),
        forgetStored: (upTo) => call({ verb: 'forgetStored', upTo }),
        close: () => call({ verb: 'close' }),
      },
    }
  } catch (error) {
    await thread.terminate()
    throw error
  }
}

/** Stands in for a spool that cannot be opened: nothing was kept, and every write fails for the same reason. */
export function withoutSpool(error: SpoolError, now: number): { spool: Spool; contents: SpoolContents } {
  const fail = () => Promise.reject(error)
  const nothing = { incidents: [], notices: [], facts: [], inDoubt: [], unstored: [] }
  return {
    contents: { ...nothing, epoch: now, ordinal: 1, setAside: null },
    spool: { write: fail, mark: fail, forgetStored: fail, close: async () => {} },
  }
}
