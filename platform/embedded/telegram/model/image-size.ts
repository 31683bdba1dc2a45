export interface ImageSize {
  width: number
  height: number
}

/** Pixels of a PNG, JPEG, GIF or WebP, read from its head; undefined when it is none of them. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 24) return undefined
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  if (head.startsWith('\x89PNG')) return { width: view.getUint32(16), height: view.getUint32(20) }
  if (head.startsWith('GIF8')) return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (head.startsWith('\xff\xd8')) return jpegSize(view)
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return webpSize(view, head.slice(12, 16))
  return undefined
}

/** Walks the segments to the frame header (SOF0-SOF15 without DHT, JPG, DAC). */
function jpegSize(view: DataView): ImageSize | undefined {
  let at = 2
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

function webpSize(view: DataView, kind: string): ImageSize | undefined {
  if (view.byteLength < 30) return undefined
  if (kind === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
  }
  const three = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  return { width: three(24) + 1, height: three(27) + 1 }
}
