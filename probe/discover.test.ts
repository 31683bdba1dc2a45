import { expect, test } from 'vitest'
import { type Log, silentLog } from '../platform/log.ts'
import { createDiscovery } from './discover.ts'
import type { Resolved } from './resolve-name.ts'

function createBench() {
  let answer: Resolved = { known: true, addresses: ['10.0.0.1'] }
  const said: string[] = []
  const heard: (readonly string[] | null)[] = []
  const log: Log = { ...silentLog, info: (_, text) => said.push(text), warn: (_, text) => said.push(text) }
  const discovery = createDiscovery({
    ...{ resolve: async () => answer, log },
    onAnswer: (_name, addresses) => heard.push(addresses),
  })
  return {
    ...{ discovery, said, heard },
    refresh: (next: Resolved) => {
      answer = next
      return discovery.refresh('bots')
    },
    addresses: () => discovery.addressesOf('bots'),
  }
}

const known = (...addresses: string[]): Resolved => ({ known: true, addresses })
const silent: Resolved = { known: false, reason: 'ETIMEOUT' }

test('who asks before the first answer waits for it', async () => {
  const { refresh, addresses } = createBench()
  const asked = addresses()
  await refresh(known('10.0.0.1', '10.0.0.2'))
  expect(await asked).toEqual(['10.0.0.1', '10.0.0.2'])
})

test('a name service that never said anything leaves it unknown', async () => {
  const { refresh, addresses, heard } = createBench()
  await refresh(silent)
  expect(await addresses()).toBeNull()
  expect(heard).toEqual([null])
})

test('a name service that is out takes nobody away, and is told once when it goes and once when it comes', async () => {
  const { refresh, addresses, heard, said } = createBench()
  await refresh(known('10.0.0.1'))
  await refresh(silent)
  await refresh(silent)
  expect(await addresses()).toEqual(['10.0.0.1'])
  await refresh(known('10.0.0.1'))
  expect(heard).toEqual([['10.0.0.1'], null, null, ['10.0.0.1']])
  expect(said).toEqual(['the name service does not tell who is there', 'the name service answers again'])
})

test('an empty answer is an answer', async () => {
  const { refresh, addresses, said } = createBench()
  await refresh(known('10.0.0.1'))
  await refresh(known())
  expect(await addresses()).toEqual([])
  expect(said).toEqual(['the instances behind a name have changed'])
})
