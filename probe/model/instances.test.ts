import { expect, test } from 'vitest'
import { combine, discoveredNames, type InstanceLook, instanceName } from './instances.ts'
import { failed, type Observation, passed } from './result.ts'
import type { Look } from './target.ts'

test.each([
  { name: 'an address of IPv4 stands before its port', address: '10.0.0.1', says: '10.0.0.1:80' },
  { name: 'one of IPv6 stands in brackets', address: 'fdaa::1', says: '[fdaa::1]:80' },
])('$name', ({ address, says }) => {
  expect(instanceName(address, 80)).toBe(says)
})

const looked = (instance: string, observation: Observation, startedAt: number, endedAt: number): InstanceLook => ({
  instance,
  result: { ...observation, startedAt, endedAt },
})
const quick = passed({ connect: 1, total: 2 }, [{ name: 'n', labels: { a: '1' }, value: 5 }])
const slow = passed({ connect: 3, total: 9 })
const refused = failed('refused', 'the connection was refused', { total: 1 })

test.each<{ name: string; looks: InstanceLook[]; result: object }>([
  {
    name: 'none there is a target that is down',
    looks: [],
    result: { failure: { reason: 'no-instance' }, startedAt: 7, endedAt: 7, phases: {} },
  },
  {
    name: 'one that passes is the target, and its readings say whose they are',
    looks: [looked('a', quick, 1, 3)],
    result: {
      ...{ failure: null, startedAt: 1, endedAt: 3, phases: { connect: 1, total: 2 } },
      readings: [{ name: 'n', labels: { a: '1', instance: 'a' }, value: 5 }],
    },
  },
  {
    name: 'of several the slowest that passed tells the time, over all of the round',
    looks: [looked('a', quick, 1, 3), looked('b', slow, 2, 11), looked('c', refused, 1, 2)],
    result: { failure: null, phases: { connect: 3, total: 9 }, startedAt: 1, endedAt: 11 },
  },
  {
    name: 'one alone that fails speaks for itself',
    looks: [looked('a', refused, 1, 3)],
    result: { failure: { reason: 'refused', message: 'the connection was refused' }, phases: { total: 1 } },
  },
  {
    name: 'when all fail the first speaks, and how many there are',
    looks: [looked('a', refused, 1, 3), looked('b', failed('timeout', 'late'), 1, 9)],
    result: {
      failure: {
        reason: 'refused',
        message: 'none of 2 instances is as wanted, the first: the connection was refused',
      },
      endedAt: 9,
    },
  },
])('$name', ({ looks, result }) => {
  expect(combine(looks, 7)).toMatchObject(result)
})

test('a name is asked for once, as often as the quickest look needs it', () => {
  const look = (id: string, intervalMs: number, name?: string): Look => ({
    ...{ id, intervalMs, timeoutMs: 1, check: { kind: 'tcp', host: 'h', port: 1 } },
    ...(name !== undefined && { discover: { name, port: 1 } }),
  })
  const looks = [look('a', 30_000, 'web'), look('b', 5000, 'web'), look('c', 10_000, 'bot'), look('d', 1000)]
  expect(discoveredNames(looks)).toEqual([
    { name: 'web', intervalMs: 5000 },
    { name: 'bot', intervalMs: 10_000 },
  ])
})
