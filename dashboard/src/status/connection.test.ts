import { describe, expect, test } from 'vitest'
import { createConnection, type Handlers } from './connection.ts'
import type { Link } from './link.ts'

interface Opened {
  since: string | null
  handlers: Handlers
  isClosed: boolean
}

/** A connection whose clock, timers, chance and sockets are in the test's hands. */
function createBench(random = 1) {
  let now = 1_000_000
  let place: string | null = null
  const timers: { at: number; work: () => void }[] = []
  const sockets: Opened[] = []
  const links: Link[] = []
  const connection = createConnection({
    open(since, handlers) {
      const socket: Opened = { since, handlers, isClosed: false }
      sockets.push(socket)
      return () => {
        socket.isClosed = true
      }
    },
    since: () => place,
    receive(text) {
      if (text === 'gap') return false
      place = text
      return true
    },
    changed: (link) => links.push(link),
    now: () => now,
    after(delayMs, work) {
      const timer = { at: now + delayMs, work }
      timers.push(timer)
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1)
      }
    },
    random: () => random,
  })

  function pass(lengthMs: number): void {
    const end = now + lengthMs
    for (let due = nextDue(end); due !== undefined; due = nextDue(end)) {
      now = due.at
      timers.splice(timers.indexOf(due), 1)
      due.work()
    }
    now = end
  }

  const nextDue = (end: number) => timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
  const last = (): Opened => {
    const socket = sockets.at(-1)
    if (socket === undefined) throw new Error('no socket was opened')
    return socket
  }
  return { connection, sockets, timers, last, pass, link: () => links.at(-1), now: () => now }
}

/** A bench whose connection has heard `s:1`. */
function createLive() {
  const bench = createBench()
  bench.connection.start()
  bench.last().handlers.opened()
  bench.last().handlers.message('s:1')
  return bench
}

describe('going on', () => {
  test('the first connection asks for a snapshot', () => {
    const bench = createBench()
    bench.connection.start()
    expect(bench.last().since).toBeNull()
    expect(bench.link()).toMatchObject({ state: 'connecting', heardAt: null })
  })

  test('after a loss it goes on where it was', () => {
    const bench = createLive()
    bench.last().handlers.closed()
    bench.pass(1000)
    expect(bench.last().since).toBe('s:1')
  })

  test('after a gap it asks for a snapshot, once', () => {
    const bench = createLive()
    bench.last().handlers.message('gap')
    expect(bench.sockets[0]?.isClosed).toBe(true)
    bench.pass(1000)
    expect(bench.last().since).toBeNull()
    bench.last().handlers.message('s:9')
    bench.last().handlers.closed()
    bench.pass(2000)
    expect(bench.last().since).toBe('s:9')
  })

  test('a socket that says nothing because nothing was missed is open, and as old as before', () => {
    const bench = createLive()
    const heardAt = bench.now()
    bench.last().handlers.closed()
    bench.pass(1000)
    bench.last().handlers.opened()
    expect(bench.link()).toMatchObject({ state: 'open', heardAt })
  })
})

describe('back-off', () => {
  function waits(random: number): number[] {
    const bench = createBench(random)
    bench.connection.start()
    return Array.from({ length: 7 }, () => {
      bench.last().handlers.closed()
      const waitMs = (bench.link()?.retryAt ?? 0) - bench.now()
      bench.pass(waitMs)
      return waitMs
    })
  }

  test('each failure doubles the wait, to half a minute', () => {
    expect(waits(1)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  })

  test('chance takes off up to half, so that browsers do not come all at once', () => {
    expect(waits(0)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000])
  })

  function secondWaitAfter(livedMs: number): number {
    const bench = createLive()
    bench.last().handlers.closed()
    bench.pass(1000)
    bench.pass(livedMs)
    bench.last().handlers.message('s:2')
    bench.last().handlers.closed()
    return (bench.link()?.retryAt ?? 0) - bench.now()
  }

  test.each<{ name: string; livedMs: number; waitMs: number }>([
    { name: 'a connection that lived for less than 5 s counts as one more failure', livedMs: 4999, waitMs: 2000 },
    { name: 'one that lived for 5 s was well', livedMs: 5000, waitMs: 1000 },
  ])('$name', ({ livedMs, waitMs }) => {
    expect(secondWaitAfter(livedMs)).toBe(waitMs)
  })

  test('a server that always leaves a gap is not hammered', () => {
    const bench = createBench()
    bench.connection.start()
    for (let round = 0; round < 5; round++) {
      bench.last().handlers.message('s:1')
      bench.last().handlers.message('gap')
      bench.pass((bench.link()?.retryAt ?? 0) - bench.now())
    }
    expect(bench.now()).toBe(1_000_000 + 1000 + 2000 + 4000 + 8000 + 16_000)
  })
})

describe('silence', () => {
  test('a socket that is silent for half a minute is replaced', () => {
    const bench = createLive()
    bench.pass(29_999)
    expect(bench.sockets).toHaveLength(1)
    bench.pass(1)
    expect(bench.sockets).toHaveLength(2)
    expect(bench.sockets[0]?.isClosed).toBe(true)
    expect(bench.last().since).toBe('s:1')
  })

  test('each message starts the wait again', () => {
    const bench = createLive()
    bench.pass(20_000)
    bench.last().handlers.message('s:2')
    bench.pass(20_000)
    expect(bench.sockets).toHaveLength(1)
  })

  test('a connection that never comes about is tried again', () => {
    const bench = createBench()
    bench.connection.start()
    bench.pass(30_000)
    expect(bench.sockets).toHaveLength(2)
  })

  test('one timer runs at a time, whatever happened', () => {
    const bench = createLive()
    bench.last().handlers.message('s:2')
    bench.last().handlers.message('gap')
    bench.connection.wake()
    bench.connection.renew('place')
    expect(bench.timers).toHaveLength(1)
    expect(bench.sockets.filter(({ isClosed }) => !isClosed)).toHaveLength(1)
  })
})

describe('waking', () => {
  test.each<{ name: string; silentMs: number; sockets: number }>([
    { name: 'a socket heard 10 s ago is trusted', silentMs: 10_000, sockets: 1 },
    { name: 'one silent for longer is replaced', silentMs: 10_001, sockets: 2 },
  ])('$name', ({ silentMs, sockets }) => {
    const bench = createLive()
    bench.pass(silentMs)
    bench.connection.wake()
    expect(bench.sockets).toHaveLength(sockets)
  })

  test('a wait is cut short', () => {
    const bench = createLive()
    bench.last().handlers.closed()
    bench.connection.wake()
    expect(bench.sockets).toHaveLength(2)
  })

  test('a connection that is being made is left alone', () => {
    const bench = createBench()
    bench.connection.start()
    bench.connection.wake()
    expect(bench.sockets).toHaveLength(1)
  })

  test('a network that is back goes on at once', () => {
    const bench = createLive()
    bench.connection.renew('place')
    expect(bench.last().since).toBe('s:1')
  })

  test('a clock that jumped wants a snapshot, and keeps wanting it until one came', () => {
    const bench = createLive()
    bench.connection.renew('snapshot')
    expect(bench.last().since).toBeNull()
    bench.last().handlers.closed()
    bench.pass(1000)
    expect(bench.last().since).toBeNull()
  })
})
