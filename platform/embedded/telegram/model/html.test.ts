import { expect, test } from 'vitest'
import type { Entity } from './entity.ts'
import { parseHtml } from './html.ts'

const bad = (reason: string) => ({ ok: false, reason })
const good = (text: string, ...entities: Entity[]) => ({ ok: true, text, entities })

test.each<{ name: string; html: string; parsed: object }>([
  { name: 'text without marks stays', html: 'Web & API', parsed: good('Web & API') },
  { name: 'the four names and numbers are decoded', html: '&lt;&gt;&amp;&quot;&#65;&#x42;', parsed: good('<>&"AB') },
  { name: 'another name stays as written', html: '&nbsp;&laquo;', parsed: good('&nbsp;&laquo;') },
  { name: 'a number beyond Unicode stays as written', html: '&#12345678;', parsed: good('&#12345678;') },
  {
    name: 'offsets count UTF-16 units',
    html: '🚗 <b>VIN</b>',
    parsed: good('🚗 VIN', { type: 'bold', offset: 3, length: 3 }),
  },
  {
    name: 'the outer mark comes before the inner',
    html: '<b>a<i>b</i></b>',
    parsed: good('ab', { type: 'bold', offset: 0, length: 2 }, { type: 'italic', offset: 1, length: 1 }),
  },
  { name: 'an empty mark is no entity', html: 'a<b></b>', parsed: good('a') },
  {
    name: 'a link gets a scheme',
    html: '<a href="example.org/x?a=1&amp;b=2">go</a>',
    parsed: good('go', { type: 'text_link', url: 'http://example.org/x?a=1&b=2', offset: 0, length: 2 }),
  },
  {
    name: 'a link that runs something is plain text',
    html: '<a href="javascript://a.b/%0Ax">go</a>',
    parsed: good('go'),
  },
  { name: 'a link to nowhere is plain text', html: '<a href="nowhere">go</a>', parsed: good('go') },
  {
    name: 'code in a language inside a block is one block',
    html: '<pre><code class="language-sql">x</code></pre>',
    parsed: good('x', { type: 'pre', language: 'sql', offset: 0, length: 1 }),
  },
  {
    name: 'code in a language without a block is code',
    html: '<code class="language-sql">x</code>',
    parsed: good('x', { type: 'code', offset: 0, length: 1 }),
  },
  {
    name: 'a quotation can be folded',
    html: '<blockquote expandable>q</blockquote>',
    parsed: good('q', { type: 'expandable_blockquote', offset: 0, length: 1 }),
  },
  {
    name: 'an end tag without a name ends the innermost',
    html: '<i>a</>',
    parsed: good('a', { type: 'italic', offset: 0, length: 1 }),
  },
  { name: 'an unknown tag is refused', html: 'é<br>', parsed: bad('Unsupported start tag "br" at byte offset 2') },
  { name: 'an unescaped < is a tag', html: '1 < 2', parsed: bad('Unsupported start tag "" at byte offset 2') },
  { name: 'a cut start tag is refused', html: 'a <b', parsed: bad('Unclosed start tag at byte offset 2') },
  { name: 'a cut attribute is refused', html: '<a href=', parsed: bad('Unclosed start tag "a" at byte offset 0') },
  { name: 'a cut value is refused', html: '<a href="x>y', parsed: bad('Unclosed start tag at byte offset 0') },
  {
    name: 'a cut message is refused',
    html: '<b>cut',
    parsed: bad('Can\'t find end tag corresponding to start tag "b"'),
  },
  { name: 'an end without a start is refused', html: 'a</b>', parsed: bad('Unexpected end tag at byte offset 1') },
  { name: 'a cut end tag is refused', html: '<b>a</b', parsed: bad('Unclosed end tag at byte offset 4') },
  {
    name: 'crossed tags are refused',
    html: '<b><i>a</b></i>',
    parsed: bad('Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
  },
  {
    name: 'a value of odd characters needs quotes',
    html: '<a href=http://x.y>a</a>',
    parsed: bad('Unexpected end of name token at byte offset 8'),
  },
  {
    name: 'an attribute needs a name',
    html: '<b ="x">a</b>',
    parsed: bad('Empty attribute name in the tag "b" at byte offset 0'),
  },
  {
    name: 'a span hides or is refused',
    html: '<span class="red">a</span>',
    parsed: bad('Tag "span" must have class "tg-spoiler" at byte offset 0'),
  },
])('$name', ({ html, parsed }) => {
  expect(parseHtml(html)).toEqual(parsed)
})
