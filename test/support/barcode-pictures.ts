import { crc32, deflateSync } from 'node:zlib'
import { toBuffer } from 'bwip-js/node'
import sharp from 'sharp'

export type BarcodeKind = 'code39' | 'code128' | 'datamatrix' | 'qrcode' | 'pdf417'

/** Barcodes as they stand on vehicles and in papers, with what each says. */
export const barcodesOf = (vin: string): readonly { name: string; kind: BarcodeKind; text: string }[] => [
  { name: 'a Code 39 label', kind: 'code39', text: vin },
  { name: 'a Code 39 label with the import mark', kind: 'code39', text: `I${vin}` },
  { name: 'a Code 128 label', kind: 'code128', text: vin },
  { name: 'a DataMatrix', kind: 'datamatrix', text: vin },
  { name: 'a QR code with a web address', kind: 'qrcode', text: `https://example.org/vehicle?vin=${vin}&from=label` },
  { name: 'a PDF417 of registration papers', kind: 'pdf417', text: `VAK2003\nVAD${vin}\nVALHOND` },
]

/** What can happen to a barcode on its way into a picture. */
export type Damage = (picture: Buffer) => Promise<Buffer>

const isLinear = (kind: BarcodeKind) => kind === 'code39' || kind === 'code128'

/** A white label with one barcode and a clear margin, as PNG. Code 39 with 17 characters is about 900 pixels wide. */
export async function barcodePicture(kind: BarcodeKind, text: string): Promise<Buffer> {
  const options = isLinear(kind) ? { scale: 3, height: 18 } : { scale: 6 }
  return toBuffer({ bcid: kind, text, ...options, padding: 10, backgroundcolor: 'ffffff' })
}

/** Several labels below each other, as on the frame of a door. */
export async function stacked(labels: readonly Buffer[]): Promise<Buffer> {
  const sizes = await Promise.all(labels.map((label) => sharp(label).metadata()))
  const width = Math.max(...sizes.map((size) => size.width))
  const tops = sizes.map((_, index) => sizes.slice(0, index).reduce((sum, { height }) => sum + height, 0))
  const height = sizes.reduce((sum, size) => sum + size.height, 0)
  const parts = labels.map((input, index) => ({ input, left: 0, top: tops[index] ?? 0 }))
  return sharp({ create: { width, height, channels: 3, background: 'white' } })
    .composite(parts)
    .png()
    .toBuffer()
}

/** Turned clockwise; around the label is the grey of a door. */
export function rotated(degrees: number): Damage {
  return (picture) => sharp(picture).rotate(degrees, { background: '#8a8d90' }).png().toBuffer()
}

/** A quarter of the contrast, near black. */
export const dimmed: Damage = (picture) => sharp(picture).flatten().linear(0.25, 8).png().toBuffer()

/** Grain of up to 60 of 255 in each pixel, the same in every run. */
export const noisy: Damage = async (picture) => {
  const { data, info } = await sharp(picture).flatten().greyscale().raw().toBuffer({ resolveWithObject: true })
  const random = randomFrom(7)
  for (const [index, shade] of data.entries()) data[index] = clamp(shade + (random() - 0.5) * 120)
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .png()
    .toBuffer()
}

export const jpegOfLowQuality: Damage = (picture) => sharp(picture).flatten().jpeg({ quality: 40 }).toBuffer()

export const halfAsLarge: Damage = async (picture) => {
  const { width } = await sharp(picture).metadata()
  return sharp(picture)
    .resize({ width: Math.round(width / 2) })
    .png()
    .toBuffer()
}

/** What a picture of a label may have gone through, in the words that follow its name. */
export const damages: readonly { name: string; damage: readonly Damage[] }[] = [
  { name: 'as it was printed', damage: [] },
  { name: 'turned by 7 degrees', damage: [rotated(7)] },
  { name: 'turned by 30 degrees', damage: [rotated(30)] },
  { name: 'turned by -23 degrees', damage: [rotated(-23)] },
  { name: 'turned by 45 degrees', damage: [rotated(45)] },
  { name: 'on its side', damage: [rotated(90)] },
  { name: 'upside down', damage: [rotated(180)] },
  { name: 'in the dark', damage: [dimmed] },
  { name: 'with grain', damage: [noisy] },
  { name: 'as a JPEG of quality 40', damage: [jpegOfLowQuality] },
  { name: 'at half its size', damage: [halfAsLarge] },
  { name: 'turned by 30 degrees, with grain, in the dark', damage: [rotated(30), noisy, dimmed] },
]

export async function damaged(picture: Buffer, damage: readonly Damage[]): Promise<Buffer> {
  let result = picture
  for (const step of damage) result = await step(result)
  return result
}

/** A street in the evening, as far as a barcode reader is concerned: shapes, grain, nothing to read. */
export async function photoWithoutBarcode(width = 1600, height = 1200): Promise<Buffer> {
  const random = randomFrom(11)
  const shapes = Array.from({ length: 60 }, () => {
    const [x, y, size] = [random() * width, random() * height, 20 + random() * 200]
    return `<circle cx="${x}" cy="${y}" r="${size}" fill="hsl(${random() * 360} 30% ${20 + random() * 60}%)"/>`
  })
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`
  return sharp(Buffer.from(drawing)).flatten().jpeg().toBuffer()
}

/** What a camera of 1280 x 720 sees of a label, as a film (Y4M) that Chromium plays in place of a camera. */
export async function film(label: Buffer): Promise<Buffer> {
  const [width, height] = [1280, 720]
  const { data } = await sharp(label)
    .flatten({ background: 'white' })
    .resize({ width, height, fit: 'contain', background: '#8a8d90' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const colours = Buffer.alloc((width * height) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), data, colours])
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame])
}

/** A PNG that claims a size and has no pixels. */
export function pngHeader(width: number, height: number): Buffer {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const header = pngChunk('IHDR', Buffer.concat([size, Buffer.from([8, 0, 0, 0, 0])]))
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), header, pngChunk('IDAT', deflateSync(Buffer.alloc(1)))])
}

/** As many small frames as wanted, no two alike. */
export async function animatedGif(frames: number): Promise<Buffer> {
  const random = randomFrom(13)
  const shades = Buffer.from(Array.from({ length: 8 * 8 * 3 * frames }, () => random() * 256))
  const raw = { width: 8, height: 8 * frames, channels: 3 as const, pageHeight: 8 }
  return sharp(shades, { raw }).gif().toBuffer()
}

function pngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** Numbers from 0 to 1, the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function clamp(shade: number): number {
  return Math.min(255, Math.max(0, Math.round(shade)))
}
