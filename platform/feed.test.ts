import { expect, test } from 'vitest'
import { createFeed, type Numbered, type Reader } from './feed.ts'

function createReader(bufferedAmount = 0) {
  const got: (Numbered & { type?: string })[] = []
  const closed: number[] = []
  const listeners = new Map<string, () => void>()
  const reader: Reader = {
    bufferedAmount,
    send: (text) => void got.push(JSON.parse(text)),
    ping: () => {},
    close: (code) => void closed.push(code),
    terminate: () => {},
    on: (event, listener) => listeners.set(event, listener),
  }
  return { reader, got, closed, emit: (event: string) => listeners.get(event)?.() }
}

function createBench(keep: number) {
  let last: Numbered = { stream: 'a', seq: 0 }
  const feed = createFeed({ keep, snapshot: () => ({ ...last, type: 'snapshot' }) as Numbered })
  const push = (count: number) => {
    for (let n = 0; n < count; n++) {
      last = { ...last, seq: last.seq + 1 }
      feed.push(last)
    }
  }
  const restart = (stream: string) => {
    last = { stream, seq: 0 }
    feed.restart()
  }
  return { feed, push, restart }
}

test.each<{ name: string; since: string | undefined; got: (number | string)[] }>([
  { name: 'a new reader gets a snapshot', since: undefined, got: ['snapshot 5'] },
  { name: 'a reader that missed two gets exactly those', since: 'a:3', got: [4, 5] },
  { name: 'a reader that missed nothing gets nothing', since: 'a:5', got: [] },
  { name: 'the oldest that is kept can be resumed after', since: 'a:2', got: [3, 4, 5] },
  { name: 'one before that gets a snapshot', since: 'a:1', got: ['snapshot 5'] },
  { name: 'a reader from the future gets a snapshot', since: 'a:6', got: ['snapshot 5'] },
  { name: 'a reader of another stream gets a snapshot', since: 'b:3', got: ['snapshot 5'] },
  { name: 'nonsense gets a snapshot', since: 'a:x', got: ['snapshot 5'] },
])('$name', ({ since, got }) => {
  const { feed, push } = createBench(3)
  push(5)
  const bench = createReader()
  feed.join(bench.reader, since)
  expect(bench.got.map(({ type, seq }) => (type === 'snapshot' ? `snapshot ${seq}` : seq))).toEqual(got)
  feed.close()
})

test('every reader hears every message once, until it closes', () => {
  const { feed, push } = createBench(10)
  const one = createReader()
  feed.join(one.reader, 'a:0')
  push(2)
  one.emit('close')
  push(1)
  expect(one.got.map(({ seq }) => seq)).toEqual([1, 2])
  expect(feed.readers()).toBe(0)
  feed.close()
})

test('a reader that does not read is closed with a code and slows nobody', () => {
  const { feed, push } = createBench(10)
  const slow = createReader(1024 * 1024 + 1)
  const quick = createReader()
  feed.join(slow.reader, 'a:0')
  feed.join(quick.reader, 'a:0')
  push(1)
  expect(slow.closed).toEqual([1013])
  expect(quick.got).toHaveLength(1)
  feed.close()
})

test('after a restart nobody can resume in the old numbering', () => {
  const { feed, push, restart } = createBench(10)
  push(3)
  const reader = createReader()
  feed.join(reader.reader, 'a:3')
  restart('b')
  expect(reader.got).toEqual([{ stream: 'b', seq: 0, type: 'snapshot' }])
  const late = createReader()
  feed.join(late.reader, 'a:2')
  expect(late.got).toEqual([{ stream: 'b', seq: 0, type: 'snapshot' }])
  feed.close()
})
