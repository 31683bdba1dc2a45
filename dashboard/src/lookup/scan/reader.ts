import type { PictureReading, ScanAnswer, ScanQuestion } from './messages.ts'

/** The thread did not load, or it ended. */
export class ReaderError extends Error {
  override readonly name = 'ReaderError'
}

/** Reads pictures in a thread of its own. */
export interface Reader {
  /** @throws ReaderError */
  readFile(file: Blob): Promise<PictureReading>
  /** @throws ReaderError */
  readFrame(bitmap: ImageBitmap, angle: number): Promise<PictureReading>
  close(): void
}

const largestBytes = 20_000_000
/** The thread itself starts no try after 6 s. */
const limitMs = 10_000

type Asked = { kind: 'file'; file: Blob } | { kind: 'frame'; bitmap: ImageBitmap; angle: number }
type Waiting = { resolve: (reading: PictureReading) => void; reject: (error: ReaderError) => void }

/** @param startThread loads the thread; called once, and again after a picture that took too long. */
export function createReader(startThread: () => Worker): Reader {
  let thread: Worker | undefined
  let waiting = new Map<number, Waiting>()
  let nextId = 1

  const end = (settle: (one: Waiting) => void) => {
    thread?.terminate()
    thread = undefined
    const left = waiting
    waiting = new Map()
    for (const one of left.values()) settle(one)
  }
  const fail = () => end(({ reject }) => reject(new ReaderError('the thread that reads barcodes did not load')))
  const start = () => {
    const started = startThread()
    started.addEventListener('error', fail)
    started.addEventListener('message', ({ data }: MessageEvent<ScanAnswer>) => {
      waiting.get(data.id)?.resolve(data.reading)
      waiting.delete(data.id)
    })
    return started
  }
  const ask = (asked: Asked): Promise<PictureReading> => {
    thread ??= start()
    const id = nextId++
    const late = setTimeout(() => end(({ resolve }) => resolve({ kind: 'no-barcode' })), limitMs)
    const answer = new Promise<PictureReading>((resolve, reject) => waiting.set(id, { resolve, reject }))
    const question: ScanQuestion = { ...asked, id }
    thread.postMessage(question, asked.kind === 'frame' ? [asked.bitmap] : [])
    return answer.finally(() => clearTimeout(late))
  }

  return {
    readFile: async (file) => (file.size > largestBytes ? { kind: 'too-large' } : ask({ kind: 'file', file })),
    readFrame: (bitmap, angle) => ask({ kind: 'frame', bitmap, angle }),
    close: () => end(({ reject }) => reject(new ReaderError('the reader is closed'))),
  }
}
