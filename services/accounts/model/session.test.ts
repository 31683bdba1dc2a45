import { expect, test } from 'vitest'
import { readCode, writeCode } from './browser-code.ts'
import { idleEndsMs, isLive } from './session.ts'

const expiresAt = 10 * idleEndsMs

test.each([
  { name: 'a session lives until it expires', seenAt: expiresAt - 1, at: expiresAt - 1, live: true },
  { name: 'a session is over then, however busy', seenAt: expiresAt - 1, at: expiresAt, live: false },
  { name: 'a session lives through less than a week of silence', seenAt: 0, at: idleEndsMs - 1, live: true },
  { name: 'a session is over after a week of silence', seenAt: 0, at: idleEndsMs, live: false },
])('$name', ({ seenAt, at, live }) => {
  expect(isLive({ expiresAt, seenAt }, at)).toBe(live)
})

const code = writeCode(Uint8Array.from({ length: 32 }, (_, at) => at * 7))

test('a code is twelve letters in groups of four', () => {
  expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/)
})

test.each([
  { name: 'a code as it is shown', typed: code },
  { name: 'a code in small letters', typed: code.toLowerCase() },
  { name: 'a code without hyphens', typed: code.replaceAll('-', '') },
  { name: 'a code with spaces around and within', typed: `  ${code.replaceAll('-', ' ')} ` },
])('$name is read', ({ typed }) => {
  expect(readCode(typed)).toBe(code)
})

test.each([
  { name: 'nothing', typed: '' },
  { name: 'eleven letters', typed: code.slice(0, -1) },
  { name: 'thirteen letters', typed: `${code}A` },
  { name: 'a letter that no code has', typed: `0${code.slice(1)}` },
  { name: 'a megabyte', typed: 'A'.repeat(1_000_000) },
  { name: 'other people’s letters', typed: 'ÄÖÜß-ÄÖÜß-ÄÖÜß' },
])('$name is no code', ({ typed }) => {
  expect(readCode(typed)).toBeNull()
})
