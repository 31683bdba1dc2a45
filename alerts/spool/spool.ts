import { Worker } from 'node:worker_threads'
import type { NumberedChange } from '../model/change.ts'
import type { SpoolContents } from './contents.ts'
import type { SpoolFileOptions } from './file.ts'
import { SpoolError, type SpoolFailure } from './spool-error.ts'

export type SpoolCall = { readonly id: number } & Call

type Call =
  | { readonly verb: 'open' | 'close' }
  | { readonly verb: 'write'; readonly changes: readonly NumberedChange[]; readonly ordinal: number }
  | { readonly verb: 'mark'; readonly noticeIds: readonly string[]; readonly inDoubt: boolean }
  | { readonly verb: 'forgetStored'; readonly upTo: number }

export type SpoolAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly reason: SpoolFailure; readonly message: string }

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
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { ...defaults, ...options } })
  const { ask, fail } = createAsk(worker)
  worker.on('error', (error) => fail(`the thread of the spool ended: ${error.message}`))
  worker.on('exit', () => fail('the spool is closed'))
  try {
    const contents = (await ask({ verb: 'open' })) as SpoolContents
    const call = async (what: Call): Promise<void> => void (await ask(what))
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
    await worker.terminate()
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

function createAsk(worker: Worker) {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: SpoolError) => void }>()
  let nextId = 1
  let ended: string | undefined

  worker.on('message', (answer: SpoolAnswer) => {
    const caller = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.ok) caller?.resolve(answer.value)
    else caller?.reject(new SpoolError(answer.reason, answer.message))
  })

  return {
    ask(call: Call): Promise<unknown> {
      if (ended !== undefined) return Promise.reject(new SpoolError('broken', ended))
      const id = nextId++
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ ...call, id } satisfies SpoolCall)
      })
    },
    fail(why: string): void {
      ended = why
      for (const { reject } of waiting.values()) reject(new SpoolError('broken', why))
      waiting.clear()
    },
  }
}
