import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import { vinsInBarcodes } from '../model/barcode-text.ts'
import { findFault, type GreyPicture, openGrey, turn } from './grey-picture.ts'
import type { PictureReading } from './picture-reading.ts'

type Formats = NonNullable<ReaderOptions['formats']>

/** Pixels of the longer side: the first is quick, the second shows the bars of a small label in a large photo. */
const sides = [1600, 3600]
/** Where lines stand askew: scan lines read 5 degrees to either side of each. Matrix codes need no turning. */
const angles = [5, -5, 10, -10, 18, -18, 30, -30, 45, -45]
const linear: Formats = ['Code39', 'Code128']
const rows: Formats = [...linear, 'PDF417']
const all: Formats = [...rows, 'DataMatrix', 'QRCode']
/** Measured 2026-11: looking for PDF417 in a turned picture takes four times as long as for the other two. */
const whenTurned: readonly ReaderOptions[] = [
  { formats: rows, tryInvert: false },
  { formats: linear, tryInvert: false, tryDownscale: false },
]
/** Of a barcode that is no VIN, this much is told. */
const longestText = 200
const mostTexts = 10

/** Loads the reader from its package; by default it would come from a host on the network. */
export async function loadBarcodeReader(): Promise<void> {
  const { buffer } = new Uint8Array(
    readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')),
  )
  await prepareZXingModule({ overrides: { wasmBinary: buffer }, fireImmediately: true })
}

/** @param isLate true once no further try may start. */
export async function readPicture(file: Uint8Array, isLate: () => boolean): Promise<PictureReading> {
  const fault = await findFault(file)
  if (fault !== undefined) return { kind: fault }
  const texts = new Set<string>()
  for await (const found of triesOn(file)) {
    if (found === undefined) return { kind: 'not-a-picture' }
    for (const text of found) texts.add(text)
    const vins = vinsInBarcodes([...texts])
    if (vins.length > 0) return { kind: 'vins', vins }
    if (isLate()) break
  }
  if (texts.size === 0) return { kind: 'no-barcode' }
  return { kind: 'no-vin', texts: [...texts].slice(0, mostTexts).map((text) => text.slice(0, longestText)) }
}

/** What each try finds, the cheap and likely ones first; undefined for a file that turns out broken. */
async function* triesOn(file: Uint8Array): AsyncGenerator<string[] | undefined> {
  const upright: GreyPicture[] = []
  for (const side of sides) {
    const picture = await openGrey(file, side)
    if (picture === undefined) return yield undefined
    if (picture.width === upright[0]?.width) break
    upright.push(picture)
    yield readTexts(picture, { formats: all })
  }
  for (const [index, picture] of upright.entries()) {
    for (const angle of angles) yield readTexts(await turn(picture, angle), whenTurned[index] ?? {})
  }
}

async function readTexts({ width, height, shades }: GreyPicture, options: ReaderOptions): Promise<string[]> {
  const header = Buffer.from(`P5 ${width} ${height} 255\n`)
  const found = await readBarcodes(Buffer.concat([header, shades]), options)
  return found.map(({ text }) => text)
}
