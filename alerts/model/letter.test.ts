import { expect, test } from 'vitest'
import { labelsOf } from '../../metrics/model/labels.ts'
import { beginIncident } from './incident.ts'
import { nextLetter, noticesOf } from './letter.ts'
import { type Notice, noticesFor } from './notice.ts'

const hash = (text: string) => text
const rule = { id: 'r', expr: 'x', forMs: 0, keepFiringMs: 0, severity: 'warning' as const, summary: '' }
const waiting = (count: number): Notice[] =>
  Array.from({ length: count }, (_, ordinal) => {
    const incident = beginIncident(rule, labelsOf({}), { epoch: 1, ordinal, hash }, 0)
    const wording = { text: `text ${ordinal}`, line: `line ${ordinal}`, detectedAt: 0 }
    return noticesFor(incident, 'opened', [{ chat: 1, topic: null }], wording, { hash, now: 0, firstSeq: ordinal })
  }).flat()
const none: ReadonlySet<string> = new Set()

test.each([
  { name: 'one goes alone', count: 1, told: 1 },
  { name: 'of five each goes alone', count: 5, told: 1 },
  { name: 'six go together', count: 6, told: 6 },
])('$name', ({ count, told }) => {
  const letter = nextLetter(waiting(count).reverse(), none, 'u')
  expect(noticesOf(letter).map(({ seq }) => seq)).toEqual(Array.from({ length: told }, (_, seq) => seq))
  expect(letter.text).toContain(told === 1 ? 'text 0' : '6 changes')
})

test('those that a common message could not carry go alone, the others still together', () => {
  const all = waiting(8)
  const apart = new Set(all.slice(0, 2).map(({ id }) => id))
  expect(nextLetter(all, apart, 'u').text).toBe('text 0')
  expect(noticesOf(nextLetter(all.slice(2), apart, 'u'))).toHaveLength(6)
})

test('a resolved notice goes before what opened, also when it was made later', () => {
  const [first, ...rest] = waiting(3)
  const resolved = rest.map((notice) => ({ ...notice, kind: 'resolved' as const }))
  expect(nextLetter([...(first ? [first] : []), ...resolved], none, 'u').carrier.seq).toBe(1)
})

test('there is no letter without a notice', () => {
  expect(() => nextLetter([], none, 'u')).toThrow('a letter needs a notice')
})
