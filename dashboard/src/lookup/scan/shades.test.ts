import { expect, test } from 'vitest'
import { stretchShades } from './shades.ts'

/** One grey pixel for each shade. */
const greys = (...shades: number[]) => new Uint8ClampedArray(shades.flatMap((shade) => [shade, shade, shade, 255]))

test.each<{ name: string; before: Uint8ClampedArray; after: Uint8ClampedArray }>([
  { name: 'a dark picture reaches from black to white', before: greys(10, 30, 60), after: greys(0, 102, 255) },
  { name: 'a full picture stays as it is', before: greys(0, 100, 255), after: greys(0, 100, 255) },
  { name: 'a picture of one shade has nothing to stretch', before: greys(40, 40), after: greys(0, 0) },
  { name: 'no pixels are no fault', before: greys(), after: greys() },
  {
    name: 'what is transparent is white',
    before: new Uint8ClampedArray([0, 0, 0, 0, 0, 0, 0, 255]),
    after: greys(255, 0),
  },
  {
    name: 'colours become shades',
    before: new Uint8ClampedArray([0, 255, 0, 255, 0, 0, 0, 255, 255, 255, 255, 255]),
    after: greys(150, 0, 255),
  },
  {
    name: 'one bright point in a hundred is glare',
    before: greys(255, ...Array.from({ length: 50 }, () => 20), ...Array.from({ length: 50 }, () => 60)),
    after: greys(255, ...Array.from({ length: 50 }, () => 0), ...Array.from({ length: 50 }, () => 255)),
  },
])('$name', ({ before, after }) => {
  stretchShades(before)
  expect([...before]).toEqual([...after])
})
