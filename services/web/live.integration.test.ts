import websocket from '@fastify/websocket'
import { Registry } from 'prom-client'
import { afterEach, expect, test } from 'vitest'
import type { BoardMessage, TargetView } from '../../alerts/model/overview.ts'
import type { Reader } from '../../platform/feed.ts'
import { type App, createServer, listen } from '../../platform/http.ts'
import { silentLog } from '../../platform/log.ts'
import { silentReporter } from '../../platform/sentry.ts'
import { type Live, relayStream } from './live.ts'

let probe: App
let live: Live
afterEach(async () => {
  await live.close()
  await probe.close()
})

const bot = (status: TargetView['status']): TargetView => ({
  ...{ id: 'bot', name: 'Bot', status, checkedAt: 1, intervalMs: 5000, latencyMs: 1, incidentId: null },
})
const snapshot = (stream: string, seq: number): BoardMessage => ({
  ...{ type: 'snapshot', stream, seq, at: 1 },
  overview: { at: 1, status: 'up', groups: [{ name: 'G', targets: [bot('up')] }], incidents: [] },
})
const delta = (seq: number, status: TargetView['status']): BoardMessage => ({
  ...{ type: 'delta', stream: 'one', seq, at: seq, targets: [bot(status)], incidents: [] },
})

/** A probe whose n-th connection says the n-th list and then, if told so, hangs up. @returns what each was asked for. */
async function startProbe(connections: { say: (BoardMessage | string)[]; hangUp: boolean }[]) {
  const asked: (string | undefined)[] = []
  const about = { service: 'probe', registry: new Registry(), log: silentLog, errors: silentReporter }
  probe = await createServer({ ...about, internalToken: 'token-of-the-inside-of-the-platform' })
  await probe.register(websocket)
  probe.get('/stream', { websocket: true }, (socket, { query }) => {
    const connection = connections[asked.length]
    asked.push((query as { since?: string }).since)
    for (const one of connection?.say ?? []) socket.send(typeof one === 'string' ? one : JSON.stringify(one))
    if (connection?.hangUp) socket.close()
  })
  const port = await listen(probe, { host: '127.0.0.1', port: 0, setting: 'none' })
  const token = 'token-of-the-inside-of-the-platform'
  live = relayStream({ streamUrl: `ws://127.0.0.1:${port}/stream`, token, log: silentLog })
  return asked
}

/** Hears until it has so many messages. */
function hear(count: number): Promise<BoardMessage[]> {
  const heard: BoardMessage[] = []
  return new Promise((resolve) => {
    const reader: Reader = {
      bufferedAmount: 0,
      send: (text) => {
        heard.push(JSON.parse(text))
        if (heard.length === count) resolve(heard)
      },
      ping: () => {},
      close: () => {},
      terminate: () => {},
      on: () => {},
    }
    live.join(reader, undefined)
  })
}

test.each([
  { name: 'a connection that hangs up', end: [] as string[], hangUp: true },
  { name: 'a probe that talks nonsense', end: ['{"type":'], hangUp: false },
  { name: 'a message of another kind', end: ['{"type":"hello"}'], hangUp: false },
])('after $name the stream is resumed where it broke, and readers see no hole', async ({ end, hangUp }) => {
  const asked = await startProbe([
    { say: [snapshot('one', 4), delta(5, 'down'), ...end], hangUp },
    { say: [delta(6, 'up')], hangUp: false },
  ])
  const heard = await hear(3)
  expect(heard.map(({ type, seq }) => `${type} ${seq}`)).toEqual(['snapshot 4', 'delta 5', 'delta 6'])
  expect(asked).toEqual([undefined, 'one:5'])
  expect(live.overview()?.groups[0]?.targets[0]?.status).toBe('up')
})

test('a probe that began anew gives every reader a new snapshot', async () => {
  await startProbe([
    { say: [snapshot('one', 4)], hangUp: true },
    { say: [snapshot('two', 0)], hangUp: false },
  ])
  const heard = await hear(2)
  expect(heard.map(({ stream, seq }) => `${stream} ${seq}`)).toEqual(['one 4', 'two 0'])
})
