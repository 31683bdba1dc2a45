import { createClient } from '@redis/client'
import { failed, type Observation, passed } from '../model/result.ts'
import type { RedisSpec } from '../model/target.ts'
import { askOnce } from './http.ts'
import { networkFailure } from './network-failure.ts'

/** A PING, over REST as Upstash speaks it or to a plain Redis. */
export function checkRedis(spec: RedisSpec, signal: AbortSignal): Promise<Observation> {
  return spec.url.startsWith('http') ? pingGateway(spec, signal) : pingServer(spec, signal)
}

async function pingGateway({ url, token }: RedisSpec, signal: AbortSignal): Promise<Observation> {
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  }
  const asked = { url: `${url}/`, method: 'POST' as const, headers, maxBodyBytes: 1024, send: '["PING"]' }
  const exchange = await askOnce(asked, signal)
  if ('failure' in exchange) return exchange
  const { status, body, phases } = exchange
  if (status === 401) return failed('unauthorized', 'our token is not taken', phases)
  return status === 200 && body.includes('PONG')
    ? passed(phases)
    : failed('unexpected', `it answered ${status}`, phases)
}

async function pingServer({ url }: RedisSpec, signal: AbortSignal): Promise<Observation> {
  const startedAt = performance.now()
  const client = createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  const cut = () => client.destroy()
  signal.addEventListener('abort', cut)
  try {
    await client.connect()
    const connect = performance.now() - startedAt
    await client.ping()
    return passed({ connect, total: performance.now() - startedAt })
  } catch (error) {
    const unauthorized = error instanceof Error && /WRONGPASS|NOAUTH/.test(error.message)
    return unauthorized ? failed('unauthorized', 'our password is not taken') : networkFailure(error, signal)
  } finally {
    signal.removeEventListener('abort', cut)
    if (client.isOpen) client.destroy()
  }
}
