import { expect, test } from 'vitest'
import { pathOf, readAddress } from './address.ts'

test.each<{ name: string; path: string; vin: string | null; other: string | null }>([
  { name: 'the bare page names nothing', path: '/', vin: null, other: null },
  { name: 'a VIN', path: '/?vin=A', vin: 'A', other: null },
  { name: 'two VINs', path: '/?vin=A&with=B', vin: 'A', other: 'B' },
  { name: 'a second without a first is nothing', path: '/?with=B', vin: null, other: null },
  { name: 'what is no VIN is read all the same', path: '/?vin=%3Cb%3E', vin: '<b>', other: null },
])('$name', ({ path, vin, other }) => {
  expect(readAddress(`http://x${path}`)).toEqual({ vin, other })
})

test('a path that is made is read back', () => {
  expect(readAddress(`http://x${pathOf('a&b', 'c=d')}`)).toEqual({ vin: 'a&b', other: 'c=d' })
  expect(pathOf('A')).toBe('/?vin=A')
})
