import { describe, expect, test } from 'vitest'
import { createByteReader, createByteWriter } from './bytes.ts'
import { encodeVpicIndex } from './encode.ts'
import { loadVpicIndex, type OnMatch, readVpicIndex } from './index-file.ts'
import type { VpicSource } from './source.ts'

test.each([0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 40])('the integer %i is read as it was written', (value) => {
  const writer = createByteWriter()
  writer.integer(value)
  const reader = createByteReader(writer.toBuffer())
  expect(reader.integer()).toBe(value)
  expect(reader.at).toBe(writer.length)
})

test('a writer grows as needed', () => {
  const writer = createByteWriter()
  for (let value = 0; value < 100_000; value += 1) writer.integer(value)
  writer.bytes(Buffer.alloc(200_000, 7))
  const reader = createByteReader(writer.toBuffer())
  for (let value = 0; value < 100_000; value += 1) if (reader.integer() !== value) throw new Error(`lost ${value}`)
  expect(writer.length - reader.at).toBe(200_000)
})

test('a number that is cut off is told, not read as zero', () => {
  expect(() => createByteReader(Buffer.from([128])).integer()).toThrow(RangeError)
})

const source: VpicSource = {
  snapshot: '2026-01-31',
  elements: [
    [5, 'Body Class'],
    [28, 'Model'],
  ],
  makers: [
    {
      code: '1AB',
      manufacturer: 'ACME',
      vehicleType: 'Truck',
      country: 'CANADA',
      truckClass: 1,
      makes: ['Acme', 'Zenith'],
      schemas: [
        { schemaId: 7, yearFrom: 2000, yearTo: 0 },
        { schemaId: 99, yearFrom: 1990, yearTo: 1999 },
      ],
    },
    { code: '1A9123', manufacturer: '', vehicleType: '', country: '', truckClass: 0, makes: [], schemas: [] },
  ],
  models: new Map([['1001', { name: 'Roadrunner', make: 'Acme' }]]),
  engines: [
    {
      name: 'V8 Big',
      attributes: [
        { elementId: 5, value: 'Sedan' },
        { elementId: 5, value: '' },
      ],
    },
  ],
  patterns: new Map([
    [
      7,
      [
        { keys: 'AB', elementId: 28, value: '1001', changedDay: 10 },
        { keys: 'AB', elementId: 5, value: 'Coupe', changedDay: 10 },
        { keys: 'AB', elementId: 5, value: 'Wagon', changedDay: 20 },
        { keys: 'AB', elementId: 5, value: 'Late', changedDay: 20 },
        { keys: 'XY', elementId: 5, value: 'Van', changedDay: 30 },
      ],
    ],
    [8, [{ keys: 'AB', elementId: 5, value: 'of no maker', changedDay: 1 }]],
  ]),
}

describe('an index that was written', () => {
  const bytes = encodeVpicIndex(source)
  const index = readVpicIndex(bytes)

  test('tells a maker with the schemas that have patterns', () => {
    const maker = index.maker('1AB')
    expect(maker).toMatchObject({
      manufacturer: 'ACME',
      vehicleType: 'Truck',
      country: 'CANADA',
      truckClass: 1,
      makes: ['Acme', 'Zenith'],
    })
    expect(maker?.schemas).toEqual([{ offset: expect.any(Number), yearFrom: 2000, yearTo: 0 }])
  })

  test('tells makers of few vehicles by their long code, and no others', () => {
    expect(index.maker('1A9123')?.makes).toEqual([])
    expect(index.maker('1A9')).toBeUndefined()
  })

  test('gives of each element the latest value of the keys that match, the first of a tie', () => {
    const seen: unknown[] = []
    const onMatch: OnMatch = (elementId, changedDay, keys, number) =>
      seen.push([elementId, changedDay, keys, elementId === 28 ? index.model(number) : index.text(number)])
    for (const schema of index.maker('1AB')?.schemas ?? []) index.matches(schema, 'ABCDE|F1234567', onMatch)
    expect(seen).toEqual([
      [28, 10, 'AB', { name: 'Roadrunner', make: 'Acme' }],
      [5, 20, 'AB', 'Wagon'],
    ])
  })

  test('knows engines whatever their case, and only what is told of them', () => {
    expect(index.engine('v8 BIG')).toEqual([{ elementId: 5, value: 'Sedan' }])
    expect(index.engine('')).toEqual([])
  })

  test('is the same byte for byte when written again', () => {
    expect(encodeVpicIndex(source).equals(bytes)).toBe(true)
  })

  test.each([
    { name: 'nothing', file: Buffer.alloc(0) },
    { name: 'another file', file: Buffer.from('SQLite format 3\0'.repeat(10)) },
    { name: 'half an index', file: bytes.subarray(0, bytes.length - 10) },
  ])('$name is refused', ({ file }) => {
    expect(() => readVpicIndex(file)).toThrow(/vPIC index/)
  })
})

test('the shipped index loads and names its day', async () => {
  const index = await loadVpicIndex()
  expect(index.snapshot).toMatch(/^20\d\d-\d\d-\d\d$/)
  expect(index.maker('1HG')?.makes).toEqual(['Honda'])
})

test('a missing index is told by its name', async () => {
  await expect(loadVpicIndex('/nowhere/vpic.index.br')).rejects.toThrow(/nowhere/)
})
