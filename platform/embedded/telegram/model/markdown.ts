import { byteOffset, type Entity, inOrder, linkTo, type Parsed, type PlainType } from './entity.ts'

type Kind =
  | 'Bold'
  | 'Italic'
  | 'Underline'
  | 'Strikethrough'
  | 'Spoiler'
  | 'Code'
  | 'Pre'
  | 'PreCode'
  | 'TextUrl'
  | 'CustomEmoji'
  | 'Blockquote'

interface Open {
  kind: Kind
  offset: number
  /** Where its mark stands in the source. */
  at: number
  language?: string
}

interface Reader {
  source: string
  at: number
  text: string
  open: Open[]
  entities: Entity[]
}

const marks: readonly [mark: string, kind: Kind][] = [
  ['```', 'Pre'],
  ['`', 'Code'],
  ['__', 'Underline'],
  ['_', 'Italic'],
  ['*', 'Bold'],
  ['~', 'Strikethrough'],
  ['||', 'Spoiler'],
  ['![', 'CustomEmoji'],
  ['[', 'TextUrl'],
]
const ends: Partial<Record<Kind, string>> = { TextUrl: ']', CustomEmoji: ']', PreCode: '```' }
for (const [mark, kind] of marks) ends[kind] ??= mark
const plain: Partial<Record<Kind, PlainType>> = {
  Bold: 'bold',
  Italic: 'italic',
  Underline: 'underline',
  Strikethrough: 'strikethrough',
  Spoiler: 'spoiler',
  Code: 'code',
  Blockquote: 'blockquote',
}
const verbatim = new Set<Kind>(['Code', 'Pre', 'PreCode'])

/** What stops the parse; caught by `parseMarkdown` alone. */
class MarkupError extends Error {
  override readonly name = 'MarkupError'
}

/**
 * Reads `parse_mode` MarkdownV2, and refuses what Telegram refuses, in its words.
 * Left out: expandable quotations, marks that span the lines of a quotation.
 * @see https://core.telegram.org/bots/api#markdownv2-style
 */
export function parseMarkdown(source: string): Parsed {
  const reader: Reader = { source, at: 0, text: '', open: [], entities: [] }
  try {
    while (reader.at < source.length) step(reader)
    if (reader.open.at(-1)?.kind === 'Blockquote') close(reader)
    const unclosed = reader.open.at(-1)
    if (unclosed) {
      throw new MarkupError(
        `Can't find end of ${unclosed.kind} entity at byte offset ${byteOffset(source, unclosed.at)}`,
      )
    }
  } catch (error) {
    if (error instanceof MarkupError) return { ok: false, reason: error.message }
    throw error
  }
  return { ok: true, text: reader.text, entities: inOrder(reader.entities) }
}

function step(reader: Reader): void {
  const char = reader.source.charAt(reader.at)
  const open = reader.open.at(-1)
  if (char === '\\' && isEscapable(reader.source.charCodeAt(reader.at + 1))) {
    reader.text += reader.source.charAt(reader.at + 1)
    reader.at += 2
  } else if (open && endsHere(reader, open.kind)) end(reader, open)
  else if (open && verbatim.has(open.kind)) keep(reader, char)
  else if (char === '\n') newLine(reader)
  else if (char === '>' && startsLine(reader)) begin(reader, 'Blockquote', 1)
  else mark(reader, char)
}

function isEscapable(code: number): boolean {
  return code > 0 && code <= 126
}

/** A single `_` ends italic only where no second one follows: `__` is always underline. */
function endsHere(reader: Reader, kind: Kind): boolean {
  if (kind === 'Italic' && reader.source.startsWith('__', reader.at)) return false
  const end = ends[kind]
  return end !== undefined && reader.source.startsWith(end, reader.at)
}

function mark(reader: Reader, char: string): void {
  const found = marks.find(([text]) => reader.source.startsWith(text, reader.at))
  if (found) begin(reader, found[1], found[0].length)
  else if ('_*[]()~`>#+-=|{}.!'.includes(char)) {
    throw new MarkupError(`Character '${char}' is reserved and must be escaped with the preceding '\\'`)
  } else keep(reader, char)
}

function begin(reader: Reader, kind: Kind, markLength: number): void {
  const open: Open = { kind, offset: reader.text.length, at: reader.at }
  reader.at += markLength
  reader.open.push(open)
  if (kind !== 'Pre') return
  const language = /[^\s`]*/y
  language.lastIndex = reader.at
  const name = language.exec(reader.source)?.[0] ?? ''
  const after = reader.source.charAt(reader.at + name.length)
  if (name !== '' && after !== '' && after !== '`') {
    Object.assign(open, { kind: 'PreCode', language: name })
    reader.at += name.length
  }
  if (reader.source.charAt(reader.at) === '\n') reader.at += 1
}

function end(reader: Reader, open: Open): void {
  reader.at += ends[open.kind]?.length ?? 0
  if (open.kind === 'TextUrl' || open.kind === 'CustomEmoji') closeLink(reader, open)
  else close(reader)
}

function close(reader: Reader): void {
  const open = reader.open.pop()
  if (!open) return
  const span = { offset: open.offset, length: reader.text.length - open.offset }
  if (span.length === 0) return
  const type = plain[open.kind]
  if (type) reader.entities.push({ ...span, type })
  else
    reader.entities.push({ ...span, type: 'pre', ...(open.language === undefined ? {} : { language: open.language }) })
}

function closeLink(reader: Reader, open: Open): void {
  reader.open.pop()
  const span = { offset: open.offset, length: reader.text.length - open.offset }
  const address = readAddress(reader) ?? reader.text.slice(open.offset)
  if (open.kind === 'CustomEmoji') {
    const id = /^tg:\/\/emoji\?id=(\d+)$/.exec(address)?.[1]
    if (id === undefined) throw new MarkupError('Invalid tg://emoji or tg://time URL specified')
    reader.entities.push({ ...span, type: 'custom_emoji', custom_emoji_id: id })
    return
  }
  const url = linkTo(address)
  if (url !== undefined && span.length > 0) reader.entities.push({ ...span, type: 'text_link', url })
}

function readAddress(reader: Reader): string | undefined {
  if (reader.source.charAt(reader.at) !== '(') return undefined
  const pattern = /\(((?:\\[\s\S]|[^)\\])*)\)/y
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.source)
  if (!found) {
    throw new MarkupError(`Can't find end of a URL at byte offset ${byteOffset(reader.source, reader.at)}`)
  }
  reader.at += found[0].length
  return (found[1] ?? '').replace(/\\([\s\S])/g, '$1')
}

function newLine(reader: Reader): void {
  const quoted = reader.open.at(-1)?.kind === 'Blockquote'
  const goesOn = quoted && reader.source.charAt(reader.at + 1) === '>'
  if (quoted && !goesOn) close(reader)
  reader.text += '\n'
  reader.at += goesOn ? 2 : 1
}

function startsLine(reader: Reader): boolean {
  return reader.open.length === 0 && (reader.at === 0 || reader.source.charAt(reader.at - 1) === '\n')
}

function keep(reader: Reader, char: string): void {
  reader.text += char
  reader.at += 1
}
