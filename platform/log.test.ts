import { expect, test } from 'vitest'
import { createLog, createScrubber } from './log.ts'

const hide = createScrubber(['pa ss/word', 'short', 'pa ss/word-and-more'])

test.each([
  { name: 'a secret is hidden wherever it stands', text: 'a pa ss/word b', shown: 'a [hidden] b' },
  { name: 'a URL-encoded secret is hidden', text: 'http://x:pa%20ss%2Fword@y', shown: 'http://x:[hidden]@y' },
  { name: 'the longer of two secrets goes first', text: 'pa ss/word-and-more', shown: '[hidden]' },
  { name: 'a text of fewer than 8 characters is no secret', text: 'short', shown: 'short' },
])('$name', ({ text, shown }) => {
  expect(hide(text)).toBe(shown)
})

test('a secret inside a JSON string is hidden in its escaped spelling', () => {
  const secret = 'with "quotes" inside'
  expect(createScrubber([secret])(JSON.stringify({ secret }))).toBe('{"secret":"[hidden]"}')
})

test('what is logged is one JSON line without the secrets', () => {
  const lines: string[] = []
  const log = createLog('web', 'info', ['db-password-1'], (line) => lines.push(line))
  log.info({ url: 'postgres://app:db-password-1@db', token: 'abc' }, 'connected')
  log.debug({}, 'below the level')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'info',
    service: 'web',
    url: 'postgres://app:[hidden]@db',
    token: '[hidden]',
    msg: 'connected',
  })
})

test('an error is logged with its cause and without the secrets', () => {
  const lines: string[] = []
  const log = createLog('web', 'info', ['db-password-1'], (line) => lines.push(line))
  log.error({ err: new Error('outer', { cause: new Error('no db-password-1') }) }, 'failed')
  expect(lines.join()).toContain('no [hidden]')
})
