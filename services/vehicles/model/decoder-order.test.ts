import { expect, test } from 'vitest'
import { type DecoderSettings, decoderOrder } from './decoder-order.ts'
import type { OnlineSource } from './outcome.ts'
import type { Source } from './report.ts'

test.each<{
  name: string
  service: DecoderSettings['service']
  key?: boolean
  preferred?: Source
  order: OnlineSource[]
}>([
  { name: 'nothing is set: nobody is asked', service: null, order: [] },
  { name: 'a key alone is the wish to use it', service: null, key: true, order: ['autodev', 'nhtsa'] },
  { name: 'auto.dev falls back on vPIC', service: 'autodev', key: true, order: ['autodev', 'nhtsa'] },
  { name: 'without a key auto.dev is left out', service: 'autodev', order: ['nhtsa'] },
  { name: 'vPIC alone', service: 'nhtsa', key: true, order: ['nhtsa'] },
  { name: 'offline, though there is a key', service: 'offline', key: true, order: [] },
  {
    name: 'the preferred goes first',
    service: 'autodev',
    key: true,
    preferred: 'nhtsa',
    order: ['nhtsa', 'autodev'],
  },
  { name: 'preferring what is first', service: 'nhtsa', preferred: 'nhtsa', order: ['nhtsa'] },
  {
    name: 'auto.dev goes before vPIC when asked for',
    service: 'nhtsa',
    key: true,
    preferred: 'autodev',
    order: ['autodev', 'nhtsa'],
  },
  { name: 'preferring auto.dev without a key', service: 'nhtsa', preferred: 'autodev', order: ['nhtsa'] },
  { name: 'one who asks for vPIC gets it', service: 'offline', preferred: 'nhtsa', order: ['nhtsa'] },
  { name: 'preferring offline asks nobody', service: 'autodev', key: true, preferred: 'offline', order: [] },
])('$name', ({ service, key = false, preferred, order }) => {
  expect(decoderOrder({ service, hasAutodevKey: key }, preferred)).toEqual(order)
})
