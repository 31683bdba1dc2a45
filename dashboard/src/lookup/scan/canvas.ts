import { stretchShades } from './shades.ts'

/** A file is turned as its EXIF data say; undefined for what this browser cannot open, or has no room for now. */
export async function openPicture(source: Blob | HTMLVideoElement): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(source)
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** In greys from black to white, at most `side` pixels long. */
export function drawGrey(bitmap: ImageBitmap, side: number): OffscreenCanvas {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale))
  const context = contextOf(canvas)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const pixels = pixelsOf(canvas)
  stretchShades(pixels.data)
  context.putImageData(pixels, 0, 0)
  return canvas
}

/** @param degrees clockwise; what was not in the picture becomes white. */
export function turn(picture: OffscreenCanvas, degrees: number): OffscreenCanvas {
  const radians = (degrees * Math.PI) / 180
  const [sine, cosine] = [Math.abs(Math.sin(radians)), Math.abs(Math.cos(radians))]
  const width = Math.ceil(picture.width * cosine + picture.height * sine)
  const height = Math.ceil(picture.width * sine + picture.height * cosine)
  const canvas = new OffscreenCanvas(width, height)
  const context = contextOf(canvas)
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.translate(width / 2, height / 2)
  context.rotate(radians)
  context.drawImage(picture, -picture.width / 2, -picture.height / 2)
  return canvas
}

export function pixelsOf(canvas: OffscreenCanvas): ImageData {
  return contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height)
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('this browser draws no pictures off the page')
  return context
}
