import { expect, test } from 'vitest'
import { silentLog } from '../log.ts'
import { connectRedis } from './redis-connection.ts'

test.each([
  { name: 'a text that is no URL', url: 'localhost hunter22secret' },
  { name: 'a URL of another protocol', url: 'https://:hunter22secret@localhost' },
  { name: 'a database that is no number', url: 'redis://:hunter22secret@localhost/first' },
  { name: 'a password with a broken escape', url: 'redis://:hunter22secret%zz@localhost' },
  { name: 'the empty text', url: '' },
])('$name is refused without being repeated', ({ url }) => {
  const connect = () => connectRedis({ url, log: silentLog })
  expect(connect).toThrow('a Redis URL was wanted')
  expect(connect).not.toThrow(/hunter22secret/)
})

test.each([
  'redis://localhost',
  'redis://localhost:6380/',
  'rediss://user:pass%2Fword@cache.internal:6380/15',
  'redis://[::1]:6379/0',
])('%s is taken, and nothing is asked before the first call', async (url) => {
  await connectRedis({ url, log: silentLog }).close()
})
