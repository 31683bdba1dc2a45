import { expect, test } from 'vitest'
import { addressesOf } from './addresses.ts'
import { type Environment, readConfig } from './read.ts'

const ports = { WEB_PORT: '1', API_PORT: '2', BOT_PORT: '3', PROBE_PORT: '4' }
const read = (env: Environment) => addressesOf(readConfig(env, 'web', 'bot', 'probe'))

test.each<{ name: string; env: Environment; addresses: Record<string, string> }>([
  {
    name: 'on one machine the processes are found by their ports',
    env: ports,
    addresses: {
      web: 'http://127.0.0.1:1',
      api: 'http://127.0.0.1:2',
      bot: 'http://127.0.0.1:3',
      probe: 'http://127.0.0.1:4',
    },
  },
  {
    name: 'on Fly they are found by the names of their groups, the API beside the pages',
    env: { ...ports, FLY_APP_NAME: 'ours' },
    addresses: {
      web: 'http://web.process.ours.internal:1',
      api: 'http://web.process.ours.internal:2',
      bot: 'http://bot.process.ours.internal:3',
      probe: 'http://probe.process.ours.internal:4',
    },
  },
  {
    name: 'what is set goes before all',
    env: { ...ports, FLY_APP_NAME: 'ours', BOT_URL: 'http://elsewhere:9/', PROBE_URL: 'https://probe.example' },
    addresses: {
      web: 'http://web.process.ours.internal:1',
      api: 'http://web.process.ours.internal:2',
      bot: 'http://elsewhere:9',
      probe: 'https://probe.example',
    },
  },
])('$name', ({ env, addresses }) => {
  expect(read(env)).toEqual(addresses)
})
