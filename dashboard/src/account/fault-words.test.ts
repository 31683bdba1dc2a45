import { expect, test } from 'vitest'
import type { Trouble } from '../parts/call.ts'
import { faultWords, waitMs } from './fault-words.ts'

const now = 1_700_000_000_000
const refused = (code: string | null): Trouble => ({
  ...{ kind: 'failed', status: 400, code, message: 'a name of visible characters was wanted', requestId: 'r-1' },
})
const limited = (retryAt: number | null): Trouble => ({ kind: 'limited', span: 'minute', retryAt, requestId: 'r-1' })

test.each<{ name: string; fault: Trouble; says: string }>([
  { name: 'no connection', fault: { kind: 'unreachable' }, says: 'Check the network' },
  { name: 'a late answer', fault: { kind: 'late' }, says: 'did not answer in time' },
  { name: 'an answer of others', fault: refused(null), says: 'Something between' },
  { name: 'accounts that are away', fault: refused('unavailable'), says: 'store of accounts is away' },
  { name: 'a fault of ours', fault: refused('internal'), says: 'It is written down' },
  { name: 'a key that is gone', fault: refused('not_found'), says: 'revoked or has expired' },
  { name: 'a page that fell behind', fault: refused('forbidden'), says: 'Try once more' },
  { name: 'too many tries', fault: limited(now + 29_001), says: 'try again in 30 s' },
  { name: 'too many tries that are over', fault: limited(now), says: 'You can try again now' },
  { name: 'anything else', fault: refused('invalid_request'), says: 'A name of visible characters was wanted.' },
])('$name has words', ({ fault, says }) => {
  expect(faultWords(fault, now).text).toContain(says)
})

test.each([
  { name: 'the wait is what was said', retryAt: now + 5000, left: 5000 },
  { name: 'none when it is over', retryAt: now - 1, left: 0 },
  { name: 'none when nothing was said', retryAt: null, left: 0 },
])('$name', ({ retryAt, left }) => {
  expect(waitMs(limited(retryAt), now)).toBe(left)
})
