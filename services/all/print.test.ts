import { expect, test } from 'vitest'
import { readConfig } from '../../platform/config/read.ts'
import { addressTable, logLine } from './print.ts'
import { addressRows } from './run.ts'

test.each([
  {
    name: 'a log entry becomes a sentence with its fields',
    line: '{"level":"info","time":"2026-11-24T10:47:15.001Z","service":"web","port":8000,"msg":"listening"}',
    shown: 'web   | 10:47:15 info  listening port=8000',
  },
  { name: 'other text stays as it is', line: 'Error: out of memory', shown: 'web   | Error: out of memory' },
  { name: 'half a JSON line stays as it is', line: '{"level":"info"', shown: 'web   | {"level":"info"' },
  { name: 'JSON that is no log entry stays as it is', line: '{"a":1}', shown: 'web   | {"a":1}' },
  {
    name: 'an error brings its stack',
    line: '{"level":"error","time":"2026-11-24T10:47:15.001Z","err":{"message":"no","stack":"Error: no\\n at x"},"msg":"failed"}',
    shown: 'web   | 10:47:15 error failed Error: no\n at x',
  },
])('$name', ({ line, shown }) => {
  expect(logLine('web', line)).toBe(shown)
})

test('the table keeps its columns', () => {
  expect(
    addressTable([
      ['lookup', 'http://a'],
      ['API', 'http://b'],
    ]),
  ).toBe('  lookup  http://a\n  API     http://b')
})

test('no password of a setting stands in the table', () => {
  const redisUrl = 'redis://:hidden-password@127.0.0.1:1'
  const config = readConfig({ REDIS_URL: redisUrl, DATABASE_URL: 'postgres://a:hidden-password@h/x' }, 'web')
  const rows = addressRows({ lookup: 'http://a/', cache: redisUrl }, config)
  expect(JSON.stringify(rows)).not.toContain('hidden')
  expect(rows).toContainEqual(['Cache', 'REDIS_URL'])
})
