import { expect, test } from 'vitest'
import { imageSize } from './image-size.ts'

const padded = (...bytes: number[]) => new Uint8Array([...bytes, ...new Array(40).fill(0)])
const text = (value: string) => [...value].map((char) => char.charCodeAt(0))

test.each([
  {
    name: 'PNG',
    bytes: padded(0x89, ...text('PNG'), 13, 10, 26, 10, 0, 0, 0, 13, ...text('IHDR'), 0, 0, 2, 128, 0, 0, 1, 224),
    size: { width: 640, height: 480 },
  },
  { name: 'GIF', bytes: padded(...text('GIF89a'), 128, 2, 224, 1), size: { width: 640, height: 480 } },
  {
    name: 'JPEG with a segment before the frame',
    bytes: padded(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 1, 224, 2, 128),
    size: { width: 640, height: 480 },
  },
  {
    name: 'WebP',
    bytes: padded(...text('RIFF'), 0, 0, 0, 0, ...text('WEBPVP8X'), 10, 0, 0, 0, 0, 0, 0, 0, 127, 2, 0, 223, 1, 0),
    size: { width: 640, height: 480 },
  },
  { name: 'a text', bytes: padded(...text('hello')), size: undefined },
  { name: 'a JPEG that was cut', bytes: padded(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff), size: undefined },
  { name: 'nothing', bytes: new Uint8Array(), size: undefined },
])('$name', ({ bytes, size }) => {
  expect(imageSize(bytes)).toEqual(size)
})
