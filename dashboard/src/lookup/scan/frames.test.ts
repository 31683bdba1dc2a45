import { expect, test } from 'vitest'
import { angleOf, believedVins } from './frames.ts'
import type { PictureReading } from './messages.ts'

const accord = '1HGCM82633A004352'
const golf = 'WVWZZZ1JZXW000001'
const nothing: PictureReading = { kind: 'no-barcode' }
const saw = (...vins: string[]): PictureReading => ({ kind: 'vins', vins })

test.each<{ name: string; before: PictureReading; reading: PictureReading; believed: string[] }>([
  {
    name: 'what the check digit proves is believed at once',
    before: nothing,
    reading: saw(accord),
    believed: [accord],
  },
  { name: 'what nothing proves is not believed at once', before: nothing, reading: saw(golf), believed: [] },
  { name: 'what is read twice in a row is believed', before: saw(golf), reading: saw(golf), believed: [golf] },
  { name: 'another VIN before proves nothing', before: saw(accord), reading: saw(golf), believed: [] },
  { name: 'of two the proven one is believed', before: nothing, reading: saw(accord, golf), believed: [accord] },
  { name: 'no barcode is nothing to believe', before: saw(golf), reading: nothing, believed: [] },
  {
    name: 'a barcode without a VIN is nothing to believe',
    before: nothing,
    reading: { kind: 'no-vin', texts: [golf] },
    believed: [],
  },
])('$name', ({ before, reading, believed }) => {
  expect(believedVins(reading, before)).toEqual(believed)
})

test('pictures are turned to both sides, and again from the start', () => {
  expect([0, 1, 6].map(angleOf)).toEqual([12, -12, 12])
})
