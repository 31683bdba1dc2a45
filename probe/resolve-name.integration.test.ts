import { afterAll, expect, test } from 'vitest'
import { startNameServer } from '../test/support/name-server.ts'
import { createResolveName, mostAddresses } from './resolve-name.ts'

const names = await startNameServer()
afterAll(names.close)

const hosts: Record<string, string[]> = { 'only.in-hosts.test': ['10.9.9.9'] }
const resolve = createResolveName({ servers: [names.server], askMachine: async (name) => hosts[name] ?? [] })

names.tell('bots.process.app.internal', ['fdaa::2', 'fdaa::1', '10.0.0.1'])
names.tell('gone.process.app.internal', [])
names.tell('bots.test', ['10.0.0.2', '10.0.0.1', '2001:db8::1'])
names.tell('six.test', ['2001:db8::2'])
names.tell('bare.test', [])
names.tell('only.in-hosts.test', 'no-such-name')
names.tell('broken.test', 'server-failure')
names.tell('broken.internal', 'server-failure')
names.tell('closed.test', 'refused')
names.tell('silent.test', 'silence')

const crowd = Array.from({ length: mostAddresses + 1 }, (_, place) => `10.0.1.${place}`)
names.tell('crowd.test', crowd)

const known = (...addresses: string[]) => ({ known: true, addresses })

test.each([
  { name: 'an address stands for itself', ask: '10.1.2.3', tells: known('10.1.2.3') },
  { name: 'so does one of IPv6', ask: '::1', tells: known('::1') },
  { name: 'localhost is this machine, whatever a name server says', ask: 'localhost', tells: known('127.0.0.1') },
  {
    name: 'a Fly name has its IPv6 addresses, in one order',
    ask: 'bots.process.app.internal',
    tells: known('fdaa::1', 'fdaa::2'),
  },
  { name: 'a Fly name without a machine has no instance', ask: 'gone.process.app.internal', tells: known() },
  { name: 'a Fly name that does not exist has no instance', ask: 'none.internal', tells: known() },
  {
    name: 'a machine with both kinds of addresses is counted once',
    ask: 'bots.test',
    tells: known('10.0.0.1', '10.0.0.2'),
  },
  { name: 'a name of IPv6 alone has those', ask: 'six.test', tells: known('2001:db8::2') },
  {
    name: 'of a name with very many addresses the first are looked at',
    ask: 'crowd.test',
    tells: known(...crowd.toSorted().slice(0, mostAddresses)),
  },
  { name: 'a name without any address has no instance', ask: 'bare.test', tells: known() },
  { name: 'a name that does not exist has no instance', ask: 'none.test', tells: known() },
  { name: 'a name that only this machine knows is known', ask: 'only.in-hosts.test', tells: known('10.9.9.9') },
  {
    name: 'a server failure says nothing about who is there',
    ask: 'broken.test',
    tells: { known: false, reason: 'ESERVFAIL' },
  },
  { name: 'nor does it for a Fly name', ask: 'broken.internal', tells: { known: false, reason: 'ESERVFAIL' } },
  { name: 'nor does a refusal', ask: 'closed.test', tells: { known: false, reason: 'EREFUSED' } },
  { name: 'nor does silence', ask: 'silent.test', tells: { known: false, reason: 'ETIMEOUT' } },
])(
  '$name',
  async ({ ask, tells }) => {
    expect(await resolve(ask)).toEqual(tells)
  },
  15_000,
)
