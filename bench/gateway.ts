import { Registry } from 'prom-client'
import { createCache } from '../platform/cache.ts'
import { createClock } from '../platform/clock.ts'
import { startRedisGateway } from '../platform/embedded/redis-gateway.ts'
import { createRedisStore } from '../platform/embedded/redis-store.ts'
import { createServer, listen } from '../platform/http.ts'
import { silentLog } from '../platform/log.ts'
import { silentReporter } from '../platform/sentry.ts'
import { medianMsOf, type Row } from './measure.ts'

const token = 'token-of-the-bench'

/** A cached read against an empty request over the same loopback: what our gateway and client add to HTTP itself. */
export async function measureGateway(): Promise<Row[]> {
  const clock = createClock()
  const registry = new Registry()
  const backend = createRedisStore({ clock })
  const gateway = await startRedisGateway({ backend, host: '127.0.0.1', port: 0, token, log: silentLog })
  const cache = createCache({ url: gateway.url, token, service: 'bench', registry, log: silentLog, clock })
  const part = cache.of<string>('bench', { ttlSeconds: 60 })
  await part.set('key', 'x'.repeat(2000))

  const empty = await createServer({ service: 'bench', registry, log: silentLog, errors: silentReporter })
  empty.post('/', async () => ({ result: 'x'.repeat(2000) }))
  const url = `http://127.0.0.1:${await listen(empty, { host: '127.0.0.1', port: 0, setting: 'none' })}/`
  const request = async () => (await fetch(url, { method: 'POST' })).json()

  await medianMsOf(200, request)
  const ms = await medianMsOf(500, () => part.get('key'))
  const againstMs = await medianMsOf(500, request)
  await Promise.all([cache.close(), gateway.close(), empty.close()])
  return [{ name: 'read from the cache', ms, against: 'an empty HTTP request', againstMs }]
}
