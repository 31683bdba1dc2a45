import { expect, test } from 'vitest'
import type { Reply } from '../../parts/call.ts'
import { createSignedCall } from './signed-call.ts'

const done: Reply = { kind: 'ok', body: {} }
const failed = (status: number): Reply => ({ kind: 'failed', status, code: null, message: null, requestId: null })

test.each<{ name: string; replies: Reply[]; asked: string[]; kind: Reply['kind'] }>([
  { name: 'a call goes in the name of who is signed in', replies: [done], asked: ['old'], kind: 'ok' },
  {
    name: 'a call that the session was too old for is made again with what is true now',
    replies: [failed(403), done],
    asked: ['old', 'new'],
    kind: 'ok',
  },
  {
    name: 'a session that is over is asked about as well',
    replies: [failed(401), done],
    asked: ['old', 'new'],
    kind: 'ok',
  },
  {
    name: 'a second refusal is the answer',
    replies: [failed(403), failed(403)],
    asked: ['old', 'new'],
    kind: 'failed',
  },
  { name: 'any other fault is not tried again', replies: [failed(500)], asked: ['old'], kind: 'failed' },
  { name: 'nor is a wait', replies: [{ kind: 'late' }], asked: ['old'], kind: 'late' },
])('$name', async ({ replies, asked, kind }) => {
  const sent: (string | undefined)[] = []
  const call = createSignedCall({
    call: async (_path, given) => {
      sent.push(given?.headers?.token)
      return replies.shift() ?? failed(500)
    },
    headers: async () => ({ token: 'old' }),
    renewHeaders: async () => ({ token: 'new' }),
  })
  expect((await call('/x')).kind).toBe(kind)
  expect(sent).toEqual(asked)
})
