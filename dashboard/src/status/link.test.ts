import { expect, test } from 'vitest'
import { type Link, linkWords, type Surroundings } from './link.ts'

const now = 1_700_000_000_000
const calm: Surroundings = { isOnline: true, isOldOverview: false }
const ago = (silentMs: number): Partial<Link> => ({ heardAt: now - silentMs })

test.each<{ name: string; link: Partial<Link>; around?: Partial<Surroundings>; tone: string; text: string }>([
  { name: 'the first connection', link: {}, tone: 'quiet', text: 'connecting' },
  { name: 'a stream that speaks is live', link: { state: 'open', ...ago(15_000) }, tone: 'live', text: 'live' },
  {
    name: 'one that is silent for longer is not',
    link: { state: 'open', ...ago(16_000) },
    tone: 'quiet',
    text: 'connected, nothing new for 16 s',
  },
  { name: 'an open one that never spoke is no live one', link: { state: 'open' }, tone: 'quiet', text: 'connecting' },
  {
    name: 'a server that speaks for no probe is not live',
    link: { state: 'open', ...ago(0) },
    around: { isOldOverview: true },
    tone: 'quiet',
    text: 'connected, but no probe speaks',
  },
  {
    name: 'a wait tells how old the board is and when it goes on',
    link: { state: 'waiting', ...ago(12_000), retryAt: now + 4000 },
    tone: 'lost',
    text: 'reconnecting, last heard 12 s ago, next try in 4 s',
  },
  {
    name: 'a wait that is nearly over',
    link: { state: 'waiting', ...ago(12_000), retryAt: now + 999 },
    tone: 'lost',
    text: 'reconnecting, last heard 12 s ago',
  },
  {
    name: 'a server that was never reached',
    link: { state: 'waiting', retryAt: now },
    tone: 'lost',
    text: 'reconnecting, nothing heard yet',
  },
  { name: 'a new try after a loss', link: ago(40_000), tone: 'lost', text: 'reconnecting, last heard 40 s ago' },
  {
    name: 'a device without a network',
    link: { state: 'waiting', ...ago(5000) },
    around: { isOnline: false },
    tone: 'lost',
    text: 'this device is offline, last heard 5 s ago',
  },
  {
    name: 'a stream on this very device speaks without a network',
    link: { state: 'open', ...ago(0) },
    around: { isOnline: false },
    tone: 'live',
    text: 'live',
  },
])('$name', ({ link, around, tone, text }) => {
  expect(linkWords({ state: 'connecting', heardAt: null, retryAt: 0, ...link }, { ...calm, ...around }, now)).toEqual({
    tone,
    text,
  })
})
