import type { PictureReading } from './barcode/picture-reading.ts'
import { type Reading, startReading } from './barcode/reading.ts'
import type { RunLater } from './online/decoder.ts'

export type { PictureReading } from './barcode/picture-reading.ts'

/** Reads VINs from pictures of barcodes, one picture at a time, in a process of its own. */
export interface BarcodeReader {
  /**
   * At most 20 MB and 50 megapixels; answers within 10 s after the pictures before it.
   * @throws when the process cannot start, or the reader is closed meanwhile.
   */
  read(picture: Uint8Array): Promise<PictureReading>
  close(): Promise<void>
}

const largestBytes = 20_000_000
/** The one that is read and those that wait for it. */
const mostPictures = 5
/** The process takes 100 MB: it is ended when nothing was to read for so long. */
const idleMs = 60_000

/** The process starts with the first picture. `later`: tests own the time. */
export function createBarcodeReader({ later = runLater }: { later?: RunLater } = {}): BarcodeReader {
  let reading: Reading | undefined
  let last: Promise<unknown> = Promise.resolve()
  let pictures = 0
  let notIdle = () => {}
  let isClosed = false

  const start = () => {
    const started = startReading(later, () => {
      if (reading === started) reading = undefined
    })
    reading = started
    return started
  }
  const readOne = async (picture: Uint8Array): Promise<PictureReading> => {
    if (isClosed) throw new Error('the barcode reader is closed')
    return (await (reading ?? start()).read(picture)) ?? { kind: 'no-barcode' }
  }
  const rest = () => {
    pictures--
    if (pictures === 0) notIdle = later(idleMs, () => void end())
  }

  /** What is read from now on starts another. */
  const end = () => {
    const ended = reading
    reading = undefined
    return ended?.end()
  }

  return {
    async read(picture) {
      if (picture.length > largestBytes) return { kind: 'too-large' }
      if (pictures === mostPictures) return { kind: 'busy' }
      pictures++
      notIdle()
      const answer = last.then(() => readOne(picture)).finally(rest)
      last = answer.catch(() => {})
      return answer
    },
    async close() {
      isClosed = true
      notIdle()
      await end()
    },
  }
}

function runLater(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  timer.unref()
  return () => clearTimeout(timer)
}
