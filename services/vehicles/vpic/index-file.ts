import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { createByteReader } from './bytes.ts'
import { matchesKeys } from './key-pattern.ts'

/** The first four bytes of an index, `VPX1`. */
export const indexMagic = 0x31585056
const sectionCount = 6
/** vPIC's element for the model; its values are numbers of models, those of all others numbers of texts. */
export const modelElementId = 28
export const vpicIndexFile = new URL('./vpic.index.br', import.meta.url)

/** What vPIC knows of one WMI. */
export interface Maker {
  manufacturer: string
  vehicleType: string
  country: string
  /** vPIC's truck class: 1 is at most 10,000 lb, 0 not told. */
  truckClass: number
  makes: string[]
  schemas: Schema[]
}

/** Patterns that hold for a span of model years; `yearTo` 0 is open. */
export interface Schema {
  offset: number
  yearFrom: number
  yearTo: number
}

/** Told of each value whose keys match: the element, the day of its last change, the keys, and the value's number. */
export type OnMatch = (elementId: number, changedDay: number, keys: string, valueNumber: number) => void

/** vPIC's tables in memory. Nothing is kept between calls, so its size does not grow with use. */
export interface VpicIndex {
  /** Day of the newest change in the data, `YYYY-MM-DD`. */
  snapshot: string
  maker(code: string): Maker | undefined
  matches(schema: Schema, key: string, onMatch: OnMatch): void
  text(number: number): string
  model(number: number): { name: string; make: string }
  engine(name: string): { elementId: number; value: string }[]
  elementName(elementId: number): string
}

/** Reads and unpacks the index (off the main thread); call it once and keep the result.
 *  @throws when the file is missing or is no index. */
export async function loadVpicIndex(file: URL | string = vpicIndexFile): Promise<VpicIndex> {
  return readVpicIndex(await promisify(brotliDecompress)(await readFile(file)))
}

export function readVpicIndex(file: Buffer): VpicIndex {
  const [about, words, makers, models, engines, schemas] = splitSections(file)
  const { snapshot, elements } = JSON.parse(about.toString()) as { snapshot: string; elements: [number, string][] }
  const texts = words.toString().split('\0')
  const text = (number: number): string => texts[number] ?? ''
  const makerOffsets = readMakerOffsets(makers, text)
  const modelNames = readIntegers(models)
  const engineAttributes = readEngines(engines, text)
  const elementNames = new Map(elements)
  return {
    snapshot,
    maker(code) {
      const at = makerOffsets.get(code)
      return at === undefined ? undefined : readMaker(makers, at, text)
    },
    matches: (schema, key, onMatch) => findMatches(schemas, schema.offset, key, text, onMatch),
    text,
    model: (number) => ({ name: text(modelNames[2 * number] ?? 0), make: text(modelNames[2 * number + 1] ?? 0) }),
    engine: (name) => engineAttributes.get(name.toLowerCase()) ?? [],
    elementName: (elementId) => elementNames.get(elementId) ?? `element ${elementId}`,
  }
}

type Sections = [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer]

function splitSections(file: Buffer): Sections {
  const headBytes = 4 * (sectionCount + 1)
  if (file.length < headBytes || file.readUInt32LE(0) !== indexMagic) throw new Error('this file is no vPIC index')
  let at = headBytes
  const sections = Array.from({ length: sectionCount }, (_, position) => {
    const start = at
    at += file.readUInt32LE(4 * (position + 1))
    return file.subarray(start, at)
  })
  if (at !== file.length) throw new Error(`the vPIC index should have ${at} bytes, it has ${file.length}`)
  return sections as Sections
}

function readMakerOffsets(section: Buffer, text: (number: number) => string): Map<string, number> {
  const offsets = new Map<string, number>()
  const reader = createByteReader(section)
  while (reader.at < section.length) {
    const code = text(reader.integer())
    if (!offsets.has(code)) offsets.set(code, reader.at)
    reader.skip(reader.integer())
  }
  return offsets
}

function readMaker(section: Buffer, at: number, text: (number: number) => string): Maker {
  const reader = createByteReader(section, at)
  const lengthBytes = reader.integer()
  const end = reader.at + lengthBytes
  const manufacturer = text(reader.integer())
  const vehicleType = text(reader.integer())
  const country = text(reader.integer())
  const truckClass = reader.integer()
  const makes = Array.from({ length: reader.integer() }, () => text(reader.integer()))
  const schemas: Schema[] = []
  while (reader.at < end) {
    schemas.push({ offset: reader.integer(), yearFrom: reader.integer(), yearTo: reader.integer() })
  }
  return { manufacturer, vehicleType, country, truckClass, makes, schemas }
}

function readIntegers(section: Buffer): number[] {
  const reader = createByteReader(section)
  const integers: number[] = []
  while (reader.at < section.length) integers.push(reader.integer())
  return integers
}

function readEngines(section: Buffer, text: (number: number) => string) {
  const engines = new Map<string, { elementId: number; value: string }[]>()
  const reader = createByteReader(section)
  while (reader.at < section.length) {
    const name = text(reader.integer())
    const count = reader.integer()
    engines.set(
      name,
      Array.from({ length: count }, () => ({ elementId: reader.integer(), value: text(reader.integer()) })),
    )
  }
  return engines
}

/** Values of keys that do not match are stepped over unread. */
function findMatches(
  section: Buffer,
  offset: number,
  key: string,
  text: (number: number) => string,
  onMatch: OnMatch,
): void {
  const reader = createByteReader(section, offset)
  for (let left = reader.integer(); left > 0; left -= 1) {
    const keys = text(reader.integer())
    const lengthBytes = reader.integer()
    if (!matchesKeys(keys, key)) {
      reader.skip(lengthBytes)
      continue
    }
    const end = reader.at + lengthBytes
    while (reader.at < end) onMatch(reader.integer(), reader.integer(), keys, reader.integer())
  }
}
