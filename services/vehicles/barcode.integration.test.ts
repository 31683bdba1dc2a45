import sharp, { type Sharp } from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import {
  animatedGif,
  barcodePicture,
  barcodesOf,
  damaged,
  damages,
  photoWithoutBarcode,
  pngHeader,
  rotated,
  stacked,
} from '../../test/support/barcode-pictures.ts'
import { createHandClock } from '../../test/support/hand-clock.ts'
import { eventually } from '../../test/support/platform.ts'
import { createBarcodeReader } from './barcode.ts'

const accord = '1HGCM82633A004352'
const golf = 'WVWZZZ1JZXW000001'
const found = { kind: 'vins', vins: [accord] }
const label = await barcodePicture('code39', accord)
/** Its clock stands still: however busy the machine is, no picture is late. */
const reader = createBarcodeReader(createHandClock())
afterAll(() => reader.close())

describe.each(barcodesOf(accord))('$name', ({ kind, text }) => {
  test.each(damages)('is read $name', async ({ damage }) => {
    expect(await reader.read(await damaged(await barcodePicture(kind, text), damage))).toEqual(found)
  })
})

const ean = await barcodePicture('code128', '4006381333931')
const saved = (save: (picture: Sharp) => Sharp) => save(sharp(label).flatten()).toBuffer()

/** The label on a photo of 12 megapixels, as wide as said. */
async function onPhoto(width: number, degrees: number): Promise<Buffer> {
  const input = await sharp(label).resize({ width }).toBuffer()
  const photo = sharp(await photoWithoutBarcode(4000, 3000)).composite([{ input, left: 1500, top: 2000 }])
  return rotated(degrees)(await photo.toBuffer())
}

test.each<{ name: string; picture: () => Promise<Uint8Array>; says: object }>([
  { name: 'a small label in a large photo is read', picture: () => onPhoto(900, 0), says: found },
  { name: 'a small label in a large photo is read when it stands askew', picture: () => onPhoto(900, 14), says: found },
  {
    name: 'the camera may be held upright',
    picture: () => saved((p) => p.withMetadata({ orientation: 6 })),
    says: found,
  },
  { name: 'a WebP is read', picture: () => saved((picture) => picture.webp()), says: found },
  { name: 'a GIF is read', picture: () => saved((picture) => picture.gif()), says: found },
  { name: 'an AVIF is read', picture: () => saved((picture) => picture.avif()), says: found },
  {
    name: 'the VIN is found beside another barcode',
    picture: () => stacked([ean, label]),
    says: found,
  },
  {
    name: 'of two VINs the one with a right check digit comes first',
    picture: async () => stacked([await barcodePicture('code39', golf), label]),
    says: { kind: 'vins', vins: [accord, golf] },
  },
  {
    name: 'a barcode that is no VIN is told',
    picture: async () => ean,
    says: { kind: 'no-vin', texts: ['4006381333931'] },
  },
  {
    name: 'a long barcode that is no VIN is told in part',
    picture: () => barcodePicture('qrcode', 'NOTHING '.repeat(60)),
    says: { kind: 'no-vin', texts: ['NOTHING '.repeat(25)] },
  },
  { name: 'a photo without a barcode has none', picture: () => photoWithoutBarcode(), says: { kind: 'no-barcode' } },
])('$name', async ({ picture, says }) => {
  expect(await reader.read(await picture())).toEqual(says)
})

const drawing = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inside}</svg>`

test.each<{ name: string; file: Uint8Array; kind: string }>([
  { name: 'an empty file is no picture', file: Buffer.alloc(0), kind: 'not-a-picture' },
  { name: 'HTML is no picture', file: Buffer.from('<html><img src="x"></html>'), kind: 'not-a-picture' },
  { name: 'a cut PNG is no picture', file: label.subarray(0, label.length / 2), kind: 'not-a-picture' },
  {
    name: 'a drawing that names another file is not opened',
    file: Buffer.from(drawing('<image href="file:///etc/hostname" width="9" height="9"/>')),
    kind: 'not-a-picture',
  },
  { name: 'a format of printers is not opened', file: await sharp(label).tiff().toBuffer(), kind: 'not-a-picture' },
  { name: '20 MB are looked at', file: Buffer.alloc(20_000_000), kind: 'not-a-picture' },
  { name: 'more than 20 MB are not looked at', file: Buffer.alloc(20_000_001), kind: 'too-large' },
  { name: '50 megapixels are opened', file: pngHeader(10_000, 5000), kind: 'not-a-picture' },
  { name: 'more than 50 megapixels are not opened', file: pngHeader(10_000, 5001), kind: 'too-large' },
  { name: 'a file that claims to be a wall is not opened', file: pngHeader(2_000_000, 2_000_000), kind: 'too-large' },
  { name: 'of 10,000 frames one is looked at', file: await animatedGif(10_000), kind: 'no-barcode' },
])('$name', async ({ file, kind }) => {
  expect((await reader.read(file)).kind).toBe(kind)
})

test('of many pictures at once five are taken, and none is mixed up', async () => {
  const pictures = await Promise.all([label, ean, label, ean, label, label].map((picture) => reader.read(picture)))
  expect(pictures.map(({ kind }) => kind)).toEqual(['vins', 'no-vin', 'vins', 'no-vin', 'vins', 'busy'])
  expect(await reader.read(label)).toEqual(found)
})

describe('with time of its own', () => {
  const askew = rotated(45)

  test('a picture that takes 10 s is given up, and the next is read', async () => {
    const clock = createHandClock()
    const patient = createBarcodeReader(clock)
    expect(await patient.read(label)).toEqual(found)
    const late = patient.read(await askew(label))
    await clock.pass(10_000)
    expect(await late).toEqual({ kind: 'no-barcode' })
    expect(await patient.read(await askew(label))).toEqual(found)
    await patient.close()
  })

  test('the process ends after a minute without pictures, and comes back', async () => {
    const clock = createHandClock()
    const idle = createBarcodeReader(clock)
    const before = await processes()
    await idle.read(label)
    await clock.pass(59_999)
    expect(await processes()).toBe(before + 1)
    await clock.pass(1)
    await eventually('the end of the process', async () => (await processes()) === before)
    expect(await idle.read(label)).toEqual(found)
    await idle.close()
    expect(await processes()).toBe(before)
  })

  test('what is under way when the reader closes is refused, not answered', async () => {
    const closing = createBarcodeReader(createHandClock())
    await closing.read(label)
    const refused = expect(closing.read(await askew(label))).rejects.toThrow('was ended')
    await new Promise(setImmediate)
    await closing.close()
    await refused
    await expect(closing.read(label)).rejects.toThrow('closed')
  })
})

/** The running children of this process. The handle of one that just ended is closed at the end of a turn of the loop. */
async function processes(): Promise<number> {
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  return process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length
}
