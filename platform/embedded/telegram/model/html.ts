import { byteOffset, type Entity, inOrder, linkTo, type Parsed, type PlainType } from './entity.ts'

interface Open {
  tag: string
  attributes: Map<string, string>
  offset: number
}

interface Reader {
  source: string
  at: number
  text: string
  open: Open[]
  entities: Entity[]
}

const plain = new Map<string, PlainType>([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'strikethrough'],
  ['strike', 'strikethrough'],
  ['del', 'strikethrough'],
  ['tg-spoiler', 'spoiler'],
  ['span', 'spoiler'],
  ['code', 'code'],
])
const supported = new Set([...plain.keys(), 'a', 'pre', 'blockquote', 'tg-emoji'])
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** What stops the parse; caught by `parseHtml` alone. */
class MarkupError extends Error {
  override readonly name = 'MarkupError'
}

/**
 * Reads the HTML that `parse_mode` HTML takes, and refuses what Telegram refuses, in its words.
 * Left out: `tg-time`, and the rules about which entities may nest.
 * @see https://core.telegram.org/bots/api#html-style
 */
export function parseHtml(source: string): Parsed {
  const reader: Reader = { source, at: 0, text: '', open: [], entities: [] }
  try {
    while (reader.at < source.length) step(reader)
    const unclosed = reader.open.at(-1)
    if (unclosed) throw new MarkupError(`Can't find end tag corresponding to start tag "${unclosed.tag}"`)
  } catch (error) {
    if (error instanceof MarkupError) return { ok: false, reason: error.message }
    throw error
  }
  return { ok: true, text: reader.text, entities: merged(inOrder(reader.entities)) }
}

function step(reader: Reader): void {
  if (reader.source[reader.at] !== '<') {
    const run = match(reader, /&(?:[a-z]+|#\d+|#x[0-9a-f]+);?|[^<&]+|&/iy)
    reader.text += run.startsWith('&') ? decoded(run) : run
  } else if (reader.source[reader.at + 1] === '/') endTag(reader)
  else startTag(reader)
}

function startTag(reader: Reader): void {
  const begin = reader.at
  const tag = match(reader, /<[^\s>]*/y)
    .slice(1)
    .toLowerCase()
  if (reader.at >= reader.source.length) throw failed('Unclosed start tag', reader, begin)
  if (!supported.has(tag)) throw failed(`Unsupported start tag "${tag}"`, reader, begin)
  const attributes = readAttributes(reader, tag, begin)
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw failed('Tag "span" must have class "tg-spoiler"', reader, begin)
  }
  reader.open.push({ tag, attributes, offset: reader.text.length })
}

function readAttributes(reader: Reader, tag: string, begin: number): Map<string, string> {
  const attributes = new Map<string, string>()
  for (;;) {
    match(reader, /\s*/y)
    if (reader.source[reader.at] === '>') {
      reader.at += 1
      return attributes
    }
    const name = match(reader, /[^\s=>/"']*/y).toLowerCase()
    if (reader.at >= reader.source.length) throw failed('Unclosed start tag', reader, begin)
    if (name === '') throw failed(`Empty attribute name in the tag "${tag}"`, reader, begin)
    attributes.set(name, readValue(reader, tag, begin))
  }
}

function readValue(reader: Reader, tag: string, begin: number): string {
  if (match(reader, /\s*=\s*/y) === '') return ''
  if (reader.at >= reader.source.length) throw failed(`Unclosed start tag "${tag}"`, reader, begin)
  const start = reader.at
  if (/["']/.test(reader.source.charAt(start))) {
    const quoted = match(reader, /"[^"]*"|'[^']*'/y)
    if (quoted === '') throw failed('Unclosed start tag', reader, begin)
    return quoted.slice(1, -1).replace(/&(?:[a-z]+|#\d+|#x[0-9a-f]+);?/gi, decoded)
  }
  const token = match(reader, /[A-Za-z0-9.-]*/y)
  if (!/[\s>]/.test(reader.source.charAt(reader.at))) throw failed('Unexpected end of name token', reader, start)
  return token.toLowerCase()
}

function endTag(reader: Reader): void {
  const begin = reader.at
  const open = reader.open.pop()
  if (!open) throw failed('Unexpected end tag', reader, begin)
  const name = match(reader, /<\/[^\s>]*/y)
    .slice(2)
    .toLowerCase()
  match(reader, /\s*/y)
  if (reader.source[reader.at] !== '>') throw failed('Unclosed end tag', reader, begin)
  reader.at += 1
  if (name !== '' && name !== open.tag) {
    const offset = byteOffset(reader.source, begin)
    throw new MarkupError(`Unmatched end tag at byte offset ${offset}, expected "</${open.tag}>", found "</${name}>"`)
  }
  const length = reader.text.length - open.offset
  if (length > 0) reader.entities.push(...meaning(open, reader.text.slice(open.offset), length))
}

function meaning({ tag, attributes, offset }: Open, text: string, length: number): Entity[] {
  const span = { offset, length }
  const type = plain.get(tag)
  if (tag === 'code') {
    const language = /^language-(.+)$/.exec(attributes.get('class') ?? '')?.[1]
    return [language === undefined ? { ...span, type: 'code' } : { ...span, type: 'pre', language }]
  }
  if (type) return [{ ...span, type }]
  if (tag === 'pre') return [{ ...span, type: 'pre' }]
  if (tag === 'blockquote')
    return [{ ...span, type: attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote' }]
  if (tag === 'tg-emoji') return [{ ...span, type: 'custom_emoji', custom_emoji_id: attributes.get('emoji-id') ?? '' }]
  const url = linkTo(attributes.get('href') ?? text)
  return url === undefined ? [] : [{ ...span, type: 'text_link', url }]
}

/** `<pre><code class="language-x">` is one block in that language; a language without a block around it is code. */
function merged(entities: readonly Entity[]): Entity[] {
  const same = (a: Entity, b: Entity): boolean => a !== b && a.offset === b.offset && a.length === b.length
  const isBlock = (entity: Entity): boolean => entity.type === 'pre' && entity.language === undefined
  return entities.flatMap((entity): Entity[] => {
    if (entity.type !== 'pre') return [entity]
    const twin = entities.find((other) => other.type === 'pre' && same(entity, other))
    if (isBlock(entity)) return twin && !isBlock(twin) ? [] : [entity]
    return twin ? [entity] : [{ type: 'code', offset: entity.offset, length: entity.length }]
  })
}

/** `&lt;` and its three siblings and numbers become characters; any other name stays as it was written. */
function decoded(reference: string): string {
  const body = reference.slice(1).replace(/;$/, '')
  if (!body.startsWith('#')) return named[body] ?? reference
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : reference
}

function match(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.source)?.[0] ?? ''
  reader.at += found.length
  return found
}

function failed(what: string, reader: Reader, at: number): MarkupError {
  return new MarkupError(`${what} at byte offset ${byteOffset(reader.source, at)}`)
}
