import { expect, test } from 'vitest'
import { code, cut, escaped, Html, lines } from './html.ts'

test.each<{ name: string; text: string; source: string }>([
  { name: 'a tag is none', text: '<a href="tg://x">&</a>', source: '&lt;a href="tg://x"&gt;&amp;&lt;/a&gt;' },
  { name: 'what is escaped already is escaped again', text: '&lt;', source: '&amp;lt;' },
  { name: 'a value as long as a value may be stays', text: 'x'.repeat(1000), source: 'x'.repeat(1000) },
  { name: 'a longer one is cut', text: 'x'.repeat(1001), source: `${'x'.repeat(999)}…` },
])('$name', ({ text, source }) => {
  expect(escaped(text).source).toBe(source)
})

test('what a tap copies is escaped too', () => {
  expect(code('<b>').source).toBe('<code>&lt;b&gt;</code>')
})

const bold = (length: number) => new Html(`<b>${'x'.repeat(length)}</b>`)

test.each<{ name: string; html: Html; isCut: boolean }>([
  { name: 'what is shown counts, not its tags', html: bold(4096), isCut: false },
  { name: 'an escaped sign is one', html: new Html('&amp;'.repeat(4096)), isCut: false },
  { name: 'one more is too many', html: lines([bold(2000), bold(2096)]), isCut: true },
])('$name', ({ html, isCut }) => {
  expect(cut(html).source.endsWith('\n…')).toBe(isCut)
})

test('a reply that is too long is cut between lines and keeps its tags whole', () => {
  const { source } = cut(lines(Array.from({ length: 200 }, () => bold(50))))
  expect(source.replaceAll(/<\/?b>/gu, '').length).toBeLessThanOrEqual(4096)
  expect(source.replaceAll(/<\/?b>/gu, '').length).toBeGreaterThan(4040)
  expect(source.match(/<b>/gu)?.length).toBe(source.match(/<\/b>/gu)?.length)
})
