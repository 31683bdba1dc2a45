/** A part of a text that means or looks different. Offsets and lengths count UTF-16 units, as strings do here. */
export type Entity = Span &
  (
    | { type: PlainType }
    | { type: 'pre'; language?: string }
    | { type: 'text_link'; url: string }
    | { type: 'custom_emoji'; custom_emoji_id: string }
  )

export interface Span {
  offset: number
  length: number
}

export type PlainType =
  | 'mention'
  | 'hashtag'
  | 'bot_command'
  | 'url'
  | 'email'
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'spoiler'
  | 'blockquote'
  | 'expandable_blockquote'
  | 'code'

export interface Formatted {
  text: string
  entities: Entity[]
}

/** `reason` is worded as Telegram words it, without "Bad Request". */
export type Parsed = ({ ok: true } & Formatted) | { ok: false; reason: string }

/** Outer before inner, left before right: the order in which Telegram lists them. */
export function inOrder(entities: readonly Entity[]): Entity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
}

/** Takes the white space off both ends, as Telegram does before it stores a text. */
export function trimmed({ text, entities }: Formatted): Formatted {
  const rest = text.trimEnd()
  const kept = rest.trimStart()
  const cut = rest.length - kept.length
  return { text: kept, entities: entities.flatMap((entity) => clipped(entity, cut, kept.length)) }
}

function clipped(entity: Entity, cut: number, length: number): Entity[] {
  const start = Math.max(entity.offset - cut, 0)
  const end = Math.min(entity.offset + entity.length - cut, length)
  return end > start ? [{ ...entity, offset: start, length: end - start }] : []
}

/** UTF-8 bytes before position `at`: Telegram counts errors in bytes. */
export function byteOffset(source: string, at: number): number {
  return new TextEncoder().encode(source.slice(0, at)).length
}

/** A link as Telegram stores it, with a scheme; undefined when it is none and the text stays plain. */
export function linkTo(address: string): string | undefined {
  const written = address.trim()
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `http://${written}`
  const url = URL.parse(withScheme)
  if (!url) return undefined
  if (url.protocol === 'tg:') return url.href
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
  return isWeb && (url.hostname.includes('.') || isLocal(url.hostname)) ? url.href : undefined
}

function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname.startsWith('[')
}
