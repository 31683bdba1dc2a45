import sharp, { type Sharp } from 'sharp'

/** One byte a pixel, row by row. */
export interface GreyPicture {
  width: number
  height: number
  shades: Buffer
}

export type PictureFault = 'not-a-picture' | 'too-large'

/** 50 megapixels: more than phones make. */
const mostPixels = 50_000_000
const slowestDecodeSeconds = 5

// Drawings and documents can name other files, and rare formats are rarely attacked and mended: none of them is opened.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`),
})
sharp.cache(false)
sharp.concurrency(1)

/** Only the header is read. */
export async function findFault(file: Uint8Array): Promise<PictureFault | undefined> {
  try {
    const { width, height } = await sharp(file, { limitInputPixels: false }).metadata()
    return width * height > mostPixels ? 'too-large' : undefined
  } catch (error) {
    if (error instanceof Error) return 'not-a-picture'
    throw error
  }
}

/**
 * The first frame, upright as its EXIF data say, within a square of `side` pixels, its contrast stretched to the full.
 * @returns undefined for a broken file.
 */
export async function openGrey(file: Uint8Array, side: number): Promise<GreyPicture | undefined> {
  try {
    return await greyOf(
      sharp(file, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true })
        .timeout({ seconds: slowestDecodeSeconds })
        .autoOrient()
        .resize(side, side, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: 'white' })
        .greyscale()
        .normalise(),
    )
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

/** @param degrees clockwise; what was not in the picture becomes white. */
export function turn({ width, height, shades }: GreyPicture, degrees: number): Promise<GreyPicture> {
  return greyOf(sharp(shades, { raw: { width, height, channels: 1 } }).rotate(degrees, { background: 'white' }))
}

async function greyOf(picture: Sharp): Promise<GreyPicture> {
  const { data, info } = await picture.greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, shades: data }
}
