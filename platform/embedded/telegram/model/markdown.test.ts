import { expect, test } from 'vitest'
import type { Entity } from './entity.ts'
import { parseMarkdown } from './markdown.ts'

const bad = (reason: string) => ({ ok: false, reason })
const good = (text: string, ...entities: Entity[]) => ({ ok: true, text, entities })
const reserved = (char: string) => bad(`Character '${char}' is reserved and must be escaped with the preceding '\\'`)

test.each<{ name: string; source: string; parsed: object }>([
  { name: 'bold', source: 'a *b*', parsed: good('a b', { type: 'bold', offset: 2, length: 1 }) },
  {
    name: 'two underscores underline',
    source: '__u__',
    parsed: good('u', { type: 'underline', offset: 0, length: 1 }),
  },
  { name: 'one underscore is italic', source: '_i_', parsed: good('i', { type: 'italic', offset: 0, length: 1 }) },
  { name: 'bars hide', source: '||s||', parsed: good('s', { type: 'spoiler', offset: 0, length: 1 }) },
  { name: 'nothing is reserved in code', source: '`a.b`', parsed: good('a.b', { type: 'code', offset: 0, length: 3 }) },
  {
    name: 'a block can name its language',
    source: '```sql\nselect 1```',
    parsed: good('select 1', { type: 'pre', language: 'sql', offset: 0, length: 8 }),
  },
  {
    name: 'a single word in a block is text',
    source: '```x```',
    parsed: good('x', { type: 'pre', offset: 0, length: 1 }),
  },
  {
    name: 'a link ends at the bracket',
    source: '[go](http://a.b/c\\))',
    parsed: good('go', { type: 'text_link', url: 'http://a.b/c)', offset: 0, length: 2 }),
  },
  {
    name: 'lines of a quotation are one',
    source: '>a\n>b\nc',
    parsed: good('a\nb\nc', { type: 'blockquote', offset: 0, length: 3 }),
  },
  { name: 'an escaped mark is text', source: '1\\.5 \\*', parsed: good('1.5 *') },
  { name: 'a dot is reserved', source: 'v1.5', parsed: reserved('.') },
  { name: 'a dash is reserved', source: 'F-150', parsed: reserved('-') },
  { name: 'a lone bar is reserved', source: 'a|b', parsed: reserved('|') },
  { name: 'an exclamation mark is reserved', source: 'up!', parsed: reserved('!') },
  { name: 'a > inside a line is reserved', source: 'a>b', parsed: reserved('>') },
  {
    name: 'bold without an end is refused',
    source: 'é *b',
    parsed: bad("Can't find end of Bold entity at byte offset 3"),
  },
  {
    name: 'crossed marks are refused',
    source: '_a *b_ c*',
    parsed: bad("Can't find end of Bold entity at byte offset 8"),
  },
  { name: 'a cut block is refused', source: '```a ', parsed: bad("Can't find end of PreCode entity at byte offset 0") },
  { name: 'a cut address is refused', source: '[a](b', parsed: bad("Can't find end of a URL at byte offset 3") },
  {
    name: 'an emoji needs its id',
    source: '![x](http://a.b)',
    parsed: bad('Invalid tg://emoji or tg://time URL specified'),
  },
])('$name', ({ source, parsed }) => {
  expect(parseMarkdown(source)).toEqual(parsed)
})
