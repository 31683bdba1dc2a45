import { expect, test } from 'vitest'
import { type Fault, faultWords, waitMs } from './fault-words.ts'

const now = 1_700_000_000_000
const limited = (retryAt: number | null): Fault => ({ kind: 'limited', span: 'minute', retryAt, requestId: null })

test.each<{ name: string; fault: Fault; says: string }>([
  {
    name: 'what the server says of a wrong VIN is passed on',
    fault: { kind: 'refused', message: 'a VIN has 17 characters, this has 3', suggestions: [] },
    says: 'this has 3.',
  },
  { name: 'a limit tells how long to wait', fault: limited(now + 12_000), says: 'Try again in 12 s.' },
  { name: 'a part of a second counts as one, never as none', fault: limited(now + 1), says: 'Try again in 1 s.' },
  { name: 'a wait that is over says so', fault: limited(now), says: 'You can try again now.' },
  { name: 'a wait of unknown length asks for none', fault: limited(null), says: 'You can try again now.' },
  {
    name: 'a used-up month tells when it starts anew, and what works still',
    fault: { kind: 'limited', span: 'month', retryAt: now + 86_400_000, requestId: null },
    says: 'They start anew in 1 d. What was looked up lately still opens',
  },
  {
    name: 'a month that nobody knows the end of ends with the month',
    fault: { kind: 'limited', span: 'month', retryAt: null, requestId: null },
    says: 'They start anew next month.',
  },
  {
    name: 'a session that is over says what to do',
    fault: { kind: 'failed', status: 401, code: 'unauthorized', message: 'the session is over', requestId: 'r' },
    says: 'The session is over. Sign in at Account',
  },
  {
    name: 'any other refusal is passed on',
    fault: { kind: 'failed', status: 403, code: 'forbidden', message: 'the scope read was wanted', requestId: 'r' },
    says: 'The scope read was wanted.',
  },
  { name: 'no connection says that nothing happened', fault: { kind: 'unreachable' }, says: 'Nothing was looked up' },
  { name: 'a late answer is no wrong one', fault: { kind: 'late' }, says: 'did not answer in time' },
  {
    name: 'a fault of ours is called ours',
    fault: { kind: 'failed', status: 503, code: 'unavailable', message: 'try again in a moment', requestId: 'r' },
    says: 'on our side: try again in a moment.',
  },
  {
    name: 'a fault without words tells its number',
    fault: { kind: 'failed', status: 502, code: null, message: null, requestId: null },
    says: 'on our side: the server answered 502.',
  },
  {
    name: 'an answer that is not understood is told as such',
    fault: { kind: 'failed', status: 200, code: null, message: null, requestId: null },
    says: 'does not understand',
  },
])('$name', ({ fault, says }) => {
  expect(faultWords(fault, now).text).toContain(says)
})

test.each<{ name: string; fault: Fault; waits: number }>([
  { name: 'a limit with a time waits for it', fault: limited(now + 12_000), waits: 12_000 },
  { name: 'a past time waits no more', fault: limited(now - 1), waits: 0 },
  { name: 'any other fault waits for nothing', fault: { kind: 'late' }, waits: 0 },
])('$name', ({ fault, waits }) => {
  expect(waitMs(fault, now)).toBe(waits)
})
