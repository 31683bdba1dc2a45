import { type ByteWriter, createByteWriter } from './bytes.ts'
import { indexMagic, modelElementId } from './index-file.ts'
import type { MakerRow, PatternRow, VpicSource } from './source.ts'

/** Turns a vPIC database into the index that `readVpicIndex` reads. The same source gives the same bytes. */
export function encodeVpicIndex(source: VpicSource): Buffer {
  const texts = createNumbering()
  const models = createNumbering()
  const { section: schemas, offsets } = encodeSchemas(source, texts, models)
  const makers = encodeMakers(source.makers, offsets, texts)
  const modelNames = createByteWriter()
  for (const id of models.values()) {
    const model = source.models.get(id)
    modelNames.integer(texts.numberOf(model?.name ?? ''))
    modelNames.integer(texts.numberOf(model?.make ?? ''))
  }
  const engines = encodeEngines(source.engines, texts)
  const about = Buffer.from(JSON.stringify({ snapshot: source.snapshot, elements: source.elements }))
  const words = Buffer.from([...texts.values()].join('\0'))
  return joinSections([about, words, makers.toBuffer(), modelNames.toBuffer(), engines.toBuffer(), schemas.toBuffer()])
}

/** Gives each distinct text a number, in the order of first use. */
interface Numbering {
  numberOf(text: string): number
  values(): Iterable<string>
}

function createNumbering(): Numbering {
  const numbers = new Map<string, number>()
  return {
    numberOf(text) {
      const known = numbers.get(text)
      if (known !== undefined) return known
      numbers.set(text, numbers.size)
      return numbers.size - 1
    },
    values: () => numbers.keys(),
  }
}

function encodeSchemas(source: VpicSource, texts: Numbering, models: Numbering) {
  const section = createByteWriter()
  const offsets = new Map<number, number>()
  const used = new Set(source.makers.flatMap((maker) => maker.schemas.map((link) => link.schemaId)))
  for (const [schemaId, rows] of source.patterns) {
    if (!used.has(schemaId)) continue
    offsets.set(schemaId, section.length)
    encodeSchema(
      rows,
      section,
      (row) => (row.elementId === modelElementId ? models.numberOf(row.value) : texts.numberOf(row.value)),
      texts,
    )
  }
  return { section, offsets }
}

function encodeSchema(
  rows: readonly PatternRow[],
  section: ByteWriter,
  numberFor: (row: PatternRow) => number,
  texts: Numbering,
) {
  const byKeys = Map.groupBy(rows, (row) => row.keys)
  section.integer(byKeys.size)
  for (const [keys, sameKeys] of byKeys) {
    const items = createByteWriter()
    for (const row of newestPerElement(sameKeys)) {
      items.integer(row.elementId)
      items.integer(row.changedDay)
      items.integer(numberFor(row))
    }
    section.integer(texts.numberOf(keys))
    section.integer(items.length)
    section.bytes(items.toBuffer())
  }
}

/** vPIC's order: the latest change wins, then the lowest id; rows come by id. */
function newestPerElement(rows: readonly PatternRow[]): Iterable<PatternRow> {
  const best = new Map<number, PatternRow>()
  for (const row of rows) {
    const known = best.get(row.elementId)
    if (known === undefined || row.changedDay > known.changedDay) best.set(row.elementId, row)
  }
  return best.values()
}

function encodeMakers(makers: readonly MakerRow[], offsets: ReadonlyMap<number, number>, texts: Numbering): ByteWriter {
  const section = createByteWriter()
  for (const maker of makers) {
    const entry = createByteWriter()
    for (const word of [maker.manufacturer, maker.vehicleType, maker.country]) entry.integer(texts.numberOf(word))
    entry.integer(maker.truckClass)
    entry.integer(maker.makes.length)
    for (const make of maker.makes) entry.integer(texts.numberOf(make))
    for (const { schemaId, yearFrom, yearTo } of maker.schemas) {
      const offset = offsets.get(schemaId)
      if (offset !== undefined) for (const number of [offset, yearFrom, yearTo]) entry.integer(number)
    }
    section.integer(texts.numberOf(maker.code))
    section.integer(entry.length)
    section.bytes(entry.toBuffer())
  }
  return section
}

function encodeEngines(engines: VpicSource['engines'], texts: Numbering): ByteWriter {
  const section = createByteWriter()
  for (const { name, attributes } of engines) {
    const known = attributes.filter((attribute) => attribute.value !== '')
    section.integer(texts.numberOf(name.toLowerCase()))
    section.integer(known.length)
    for (const { elementId, value } of known) {
      section.integer(elementId)
      section.integer(texts.numberOf(value))
    }
  }
  return section
}

/** The magic number and the length of each section as 32 bits, then the sections. */
function joinSections(sections: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(4 * (sections.length + 1))
  head.writeUInt32LE(indexMagic, 0)
  for (const [position, section] of sections.entries()) head.writeUInt32LE(section.length, 4 * (position + 1))
  return Buffer.concat([head, ...sections])
}
