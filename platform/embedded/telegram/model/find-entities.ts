import { type Entity, type Formatted, inOrder, type PlainType, type Span } from './entity.ts'

const patterns: readonly [type: PlainType, pattern: RegExp][] = [
  ['url', /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['mention', /(?<![\w/@])@[A-Za-z]\w{3,31}/g],
  ['bot_command', /(?<![\w/<>])\/\w{1,64}(?:@\w{3,32})?(?![\w/])/g],
  ['hashtag', /(?<![\w#])#\w*[A-Za-z_]\w*/g],
]
/** Inside these Telegram looks for nothing. */
const opaque = new Set<Entity['type']>(['code', 'pre', 'text_link', 'custom_emoji'])

/** Adds what Telegram finds by itself in a text: addresses, mentions, commands, hashtags. */
export function withFound({ text, entities }: Formatted): Formatted {
  const taken: Span[] = entities.filter(({ type }) => opaque.has(type))
  const found: Entity[] = []
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      if (taken.some((span) => overlaps(span, entity))) continue
      taken.push(entity)
      found.push(entity)
    }
  }
  return { text, entities: inOrder([...entities, ...found]) }
}

function overlaps(a: Span, b: Span): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}
