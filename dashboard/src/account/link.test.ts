import { expect, test } from 'vitest'
import { type AskedCode, type Landing, parseAskedCode, readLanding, refusedLinkWords } from './link.ts'

const token = '0123456789abcdef'.repeat(4)

test.each<{ name: string; hash: string; landing: Landing }>([
  { name: 'an address without a fragment is no landing', hash: '', landing: { kind: 'none' } },
  { name: 'nor is one with an empty one', hash: '#', landing: { kind: 'none' } },
  { name: 'nor is the way to the content', hash: '#content', landing: { kind: 'none' } },
  { name: 'the bot’s link carries a token', hash: `#login=${token}`, landing: { kind: 'token', token } },
  { name: 'a link that lost its end is broken', hash: `#login=${token.slice(1)}`, landing: { kind: 'broken' } },
  { name: 'so is one with more at its end', hash: `#login=${token}x`, landing: { kind: 'broken' } },
  { name: 'so is one without a token', hash: '#login=', landing: { kind: 'broken' } },
  { name: 'so is one that never was ours', hash: '#<script>', landing: { kind: 'broken' } },
])('$name', ({ hash, landing }) => {
  expect(readLanding(hash)).toEqual(landing)
})

const asked: AskedCode = { code: 'ABCD-EFGH-JKMN', askedAt: 1000, endsAt: 601_000 }

test.each<{ name: string; text: string | null; code: AskedCode | null }>([
  { name: 'what was kept is read', text: JSON.stringify(asked), code: asked },
  { name: 'nothing is none', text: null, code: null },
  { name: 'no JSON is none', text: 'ABCD-EFGH-JKMN', code: null },
  { name: 'null is none', text: 'null', code: null },
  { name: 'a code without its times is none', text: '{"code":"ABCD-EFGH-JKMN"}', code: null },
  { name: 'HTML in its place is none', text: JSON.stringify({ ...asked, code: '<b>x</b>' }), code: null },
])('$name', ({ text, code }) => {
  expect(parseAskedCode(text)).toEqual(code)
})

test.each<{ name: string; code: AskedCode | null; now: number; says: RegExp }>([
  { name: 'in a browser that never asked', code: null, now: 2000, says: /only the browser that shows its code/ },
  { name: 'just before the code is over', code: asked, now: 600_999, says: /opens once and lasts five minutes/ },
  { name: 'when the code is over', code: asked, now: 601_000, says: /one link, within ten minutes/ },
])('a link that does not open $name says why', ({ code, now, says }) => {
  expect(refusedLinkWords(code, now).text).toMatch(says)
})
