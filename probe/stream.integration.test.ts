import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyDelta } from '../alerts/model/apply-delta.ts'
import type { BoardMessage, Overview, TargetView } from '../alerts/model/overview.ts'
import { readConfig } from '../platform/config/read.ts'
import { type App, listen } from '../platform/http.ts'
import { silentLog } from '../platform/log.ts'
import { silentReporter } from '../platform/sentry.ts'
import { createRegistry } from '../platform/telemetry.ts'
import { createProbeServer } from './server.ts'
import { createStream } from './stream.ts'

const viewOf = (id: string, checkedAt: number): TargetView => ({
  ...{ id, name: id, status: checkedAt % 2 === 0 ? 'up' : 'down', checkedAt, intervalMs: 5000, latencyMs: 1 },
  incidentId: null,
})

let targets: TargetView[]
let stream: ReturnType<typeof createStream>
let server: App
let port: number
let isClosed: boolean

const overview = (): Overview => ({
  at: 0,
  status: 'up',
  groups: [{ name: 'G', targets: [...targets] }],
  incidents: [],
})

/** One target's next check: the server's own log of transitions is `targets` after each. */
function change(at: number): void {
  const view = viewOf(`t${at % 5}`, at)
  targets = targets.map((target) => (target.id === view.id ? view : target))
  stream.publish([view], [])
}

beforeEach(async () => {
  targets = [0, 1, 2, 3, 4].map((n) => viewOf(`t${n}`, n))
  stream = createStream({ overview, now: () => 0 })
  server = await createProbeServer({
    ...{ config: readConfig({}, 'probe'), log: silentLog, errors: silentReporter, registry: createRegistry() },
    ...{ now: () => 1000, isComplete: () => true, overview, join: stream.join },
    command: async () => ({ outcome: 'invalid', message: '' }),
    routes: async () => {},
  })
  port = await listen(server, { host: '127.0.0.1', port: 0, setting: 'PROBE_PORT' })
  isClosed = false
})

afterEach(async () => {
  if (isClosed) return
  stream.close()
  await server.close()
})

/** Numbers that look random and are the same in every run. */
function createDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/** Reads the stream, hangs up when told to, and resumes where it stood. */
function createReader() {
  const log: number[] = []
  let board: Overview | null = null
  let place: BoardMessage | null = null
  let snapshots = 0
  let socket: WebSocket | null = null

  function take(message: BoardMessage): void {
    if (message.type === 'snapshot') {
      snapshots++
      board = message.overview
    } else if (board !== null) board = applyDelta(board, message)
    log.push(message.seq)
    place = message
  }

  return {
    async open(): Promise<void> {
      const since = place === null ? '' : `?since=${place.stream}:${place.seq}`
      const opened = new WebSocket(`ws://127.0.0.1:${port}/stream${since}`)
      opened.onmessage = ({ data }) => opened === socket && take(JSON.parse(String(data)))
      socket = opened
      await once(opened, 'open')
    },
    hangUp(): void {
      socket?.close()
      socket = null
    },
    reached: (seq: number) =>
      new Promise<void>((resolve) => {
        const look = () => (place !== null && place.seq >= seq ? resolve() : void setImmediate(look))
        look()
      }),
    log,
    board: () => board,
    snapshots: () => snapshots,
  }
}

test('readers that come and go at random miss no message, hear none twice, and see the same board', async () => {
  const dice = createDice(7)
  const readers = Array.from({ length: 20 }, createReader)
  await Promise.all(readers.map((reader) => reader.open()))
  await Promise.all(readers.map((reader) => reader.reached(0)))
  for (let at = 5; at < 305; at++) {
    change(at)
    const one = readers[Math.floor(dice() * readers.length)]
    if (dice() < 0.5) one?.hangUp()
    else await one?.open()
  }
  for (const reader of readers) reader.hangUp()
  await Promise.all(readers.map((reader) => reader.open()))
  await Promise.all(readers.map((reader) => reader.reached(300)))
  for (const reader of readers) {
    expect(reader.log).toEqual(Array.from({ length: 301 }, (_, seq) => seq))
    expect(reader.snapshots()).toBe(1)
    expect(reader.board()?.groups[0]?.targets).toEqual(targets)
  }
})

/** Shakes hands as a WebSocket does and then reads nothing and answers nothing. */
async function openDeafReader(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  const key = Buffer.alloc(16, 1).toString('base64')
  socket.write(
    `GET /stream HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  )
  await once(socket, 'data')
  socket.pause()
  return socket
}

test('a reader that reads nothing is dropped, and costs the others nothing', async () => {
  const deaf = await openDeafReader()
  const quick = createReader()
  await quick.open()
  const long = 'x'.repeat(100_000)
  for (let n = 1; n <= 200; n++) {
    stream.publish([{ ...viewOf('t0', n), name: long }], [])
    await quick.reached(n)
  }
  expect(quick.log).toHaveLength(201)
  const hungUp = once(deaf, 'close')
  deaf.resume()
  await hungUp
})

test('the server closes within 3 s, also when a reader does not answer', async () => {
  const deaf = await openDeafReader()
  isClosed = true
  const startedAt = performance.now()
  stream.close()
  await server.close()
  expect(performance.now() - startedAt).toBeLessThan(3000)
  deaf.destroy()
})
