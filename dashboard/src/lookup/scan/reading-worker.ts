import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { vinsInBarcodes } from './barcode-text.ts'
import { drawGrey, openPicture, pixelsOf, turn } from './canvas.ts'
import type { PictureReading, ScanAnswer, ScanQuestion } from './messages.ts'

/** The thread that reads barcodes, so that the page stays awake. Its reader comes from our own host. */
type Formats = NonNullable<ReaderOptions['formats']>

const linear: Formats = ['Code39', 'Code128']
const rows: Formats = [...linear, 'PDF417']
const all: Formats = [...rows, 'DataMatrix', 'QRCode']
/** As on the server: pixels of the longer side, and the angles at which lines that stand askew are looked for. */
const sides = [1600, 3600]
const angles = [5, -5, 10, -10, 18, -18, 30, -30, 45, -45]
const whenTurned: readonly ReaderOptions[] = [
  { formats: rows, tryInvert: false },
  { formats: linear, tryInvert: false, tryDownscale: false },
]
const frameSide = 1280
const mostPixels = 50_000_000
const tryForMs = 6000

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })

addEventListener('message', async ({ data }: MessageEvent<ScanQuestion>) => {
  const reading = data.kind === 'file' ? await readFile(data.file) : await readFrame(data.bitmap, data.angle)
  postMessage({ id: data.id, reading } satisfies ScanAnswer)
})

async function readFile(file: Blob): Promise<PictureReading> {
  const bitmap = await openPicture(file)
  if (bitmap === undefined) return { kind: 'not-a-picture' }
  if (bitmap.width * bitmap.height > mostPixels) return { kind: 'too-large' }
  const startedAt = performance.now()
  return firstVins(triesOn(bitmap), () => performance.now() - startedAt > tryForMs)
}

async function readFrame(bitmap: ImageBitmap, angle: number): Promise<PictureReading> {
  const upright = drawGrey(bitmap, frameSide)
  bitmap.close()
  return firstVins(
    [() => readTexts(upright, { formats: all }), turned(upright, angle, { formats: linear })],
    () => false,
  )
}

type Try = () => Promise<string[]>

/** The cheap and likely tries first. */
function* triesOn(bitmap: ImageBitmap): Generator<Try> {
  const upright: OffscreenCanvas[] = []
  for (const side of sides) {
    const canvas = drawGrey(bitmap, side)
    if (canvas.width === upright[0]?.width) break
    upright.push(canvas)
    yield () => readTexts(canvas, { formats: all })
  }
  bitmap.close()
  for (const [index, canvas] of upright.entries()) {
    for (const angle of angles) yield turned(canvas, angle, whenTurned[index] ?? {})
  }
}

async function firstVins(tries: Iterable<Try>, isLate: () => boolean): Promise<PictureReading> {
  const texts = new Set<string>()
  for (const attempt of tries) {
    for (const text of await attempt()) texts.add(text)
    const vins = vinsInBarcodes([...texts])
    if (vins.length > 0) return { kind: 'vins', vins }
    if (isLate()) break
  }
  return texts.size === 0 ? { kind: 'no-barcode' } : { kind: 'no-vin', texts: [...texts] }
}

function turned(canvas: OffscreenCanvas, angle: number, options: ReaderOptions): Try {
  return () => readTexts(turn(canvas, angle), options)
}

async function readTexts(canvas: OffscreenCanvas, options: ReaderOptions): Promise<string[]> {
  const found = await readBarcodes(pixelsOf(canvas), options)
  return found.map(({ text }) => text)
}
