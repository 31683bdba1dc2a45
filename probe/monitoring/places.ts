import { type Document, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair, type Scalar } from 'yaml'
import type { Complaint, Fault, Path } from './fault.ts'

/** Tells where in the file a complaint belongs. */
export function createLocator(source: string, document: Document.Parsed, lines: LineCounter) {
  const faultAt = (offset: number, wanted: string): Fault => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col, wanted }
  }
  return {
    faultAt,
    locate({ path, wanted, aboutKey, offset }: Complaint): Fault {
      const { key, value } = nodesAt(document.contents, path)
      const node = aboutKey ? key : value
      const start = node?.range?.[0] ?? 0
      return faultAt(isScalar(node) && offset !== undefined ? sourceOffset(source, node, offset) : start, wanted)
    },
  }
}

interface Place {
  key: Node | null
  value: Node | null
}

/** A value that is left empty, and one that is not there, stand at what holds them. */
function nodesAt(root: Node | null, path: Path): Place {
  let place: Place = { key: root, value: root }
  for (const step of path) {
    const next = stepInto(place.value, step)
    if (!next) break
    place = next
  }
  return place
}

function stepInto(node: Node | null, step: string | number): Place | undefined {
  if (isSeq<Node | null>(node) && typeof step === 'number') {
    const item = node.items[step]
    return item ? { key: item, value: item } : undefined
  }
  if (!isMap<Node, Node | null>(node)) return undefined
  const pair = node.items.find((one: Pair<Node, Node | null>) => isScalar(one.key) && String(one.key.value) === step)
  return pair && { key: pair.key, value: pair.value ?? pair.key }
}

/** Folding and indenting change blanks alone, so a place in a text is found by counting what is not blank. */
function sourceOffset(source: string, node: Scalar, offset: number): number {
  const from = node.range?.[0] ?? 0
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
  const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE'
  const bodyFrom = isBlock ? source.indexOf('\n', from) + 1 : from + (isQuoted ? 1 : 0)
  const body = source.slice(bodyFrom, (node.range?.[1] ?? from) - (isQuoted ? 1 : 0))
  const signs = [...body.matchAll(signOf(node.type))].filter(([sign]) => !/^\\[\sntr]/.test(sign))
  const before = String(node.value).slice(0, offset).match(/\S/g)?.length ?? 0
  const sign = signs[before]
  if (sign) return bodyFrom + sign.index
  const last = signs.at(-1)
  return last ? bodyFrom + last.index + last[0].length : from
}

/** What stands in the source for one character of the text that is not blank. */
function signOf(type: Scalar['type']): RegExp {
  if (type === 'QUOTE_SINGLE') return /''|\S/g
  if (type === 'QUOTE_DOUBLE') return /\\(?:x..|u.{4}|U.{8}|[\s\S])|[^\s\\]/g
  return /\S/g
}
