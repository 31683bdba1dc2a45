import { randomBytes } from 'node:crypto'
import { Counter, type Registry } from 'prom-client'
import { type BreakerSettings, type BreakerState, createBreaker } from './breaker.ts'
import { type CacheResult, createNamedCache, type NamedCache } from './cache/named-cache.ts'
import { type CacheFailure, createUpstash, failureOf } from './cache/upstash.ts'
import type { Clock } from './clock.ts'
import { connectRedis } from './embedded/redis-connection.ts'
import { startRedisGateway } from './embedded/redis-gateway.ts'
import type { Log } from './log.ts'

export type { NamedCache } from './cache/named-cache.ts'

export const vinReportTtlSeconds = 30 * 24 * 60 * 60
/** Of everything that is no VIN report. */
export const defaultTtlSeconds = 60 * 60

export interface Cache {
  /** A part of the cache under a name of its own: lower-case letters, digits and hyphens, as few names as there are uses. */
  of<T>(cacheName: string, options: { ttlSeconds: number }): NamedCache<T>
  /** Whether the cache answers now: asked past the breaker, so that neither misleads the other. */
  ping(): Promise<boolean>
  breaker(): BreakerState
  /** Waits for the calls under way; what is asked afterwards is a miss. */
  close(): Promise<void>
}

export interface CacheDeps {
  /** The label `service` of the counts. */
  service: string
  registry: Registry
  log: Log
  clock: Clock
  /** Of one call. */
  deadlineMs?: number
  breaker?: BreakerSettings
}

const defaultDeadlineMs = 800
const defaultBreaker: BreakerSettings = { failures: 3, restMs: 1_000, maxRestMs: 30_000 }

/** A cache that fails is a miss, after `deadlineMs` at most; after some failures in a row it is not asked for a while. */
export function createCache({ url, token, ...deps }: CacheDeps & { url: string; token: string }): Cache {
  const { log, deadlineMs = defaultDeadlineMs } = deps
  const upstash = createUpstash({ url, token, deadlineMs })
  const requests = createRequestCounter(deps.registry)
  const { ask, breaker, close } = createAsking(deps)

  return {
    of(cacheName, { ttlSeconds }) {
      assertNamed(cacheName, ttlSeconds)
      const place = (key: string) => `intelauto:${cacheName}:${key}`
      const store = {
        async get(key: string) {
          const outcome = await ask(() => upstash.get(place(key)))
          return { text: outcome.ok ? outcome.value : null, failed: !outcome.ok }
        },
        set: async (key: string, text: string) => void (await ask(() => upstash.set(place(key), text, ttlSeconds))),
        delete: async (key: string) => void (await ask(() => upstash.delete(place(key)))),
      }
      const count = (result: CacheResult) => requests.inc({ service: deps.service, cache: cacheName, result })
      return createNamedCache({ store, count })
    },
    async ping() {
      try {
        await upstash.ping()
        return true
      } catch (error) {
        log.debug({ failure: failureOf(error) }, 'the cache did not answer a ping')
        return false
      }
    },
    breaker,
    close,
  }
}

/** One breaker for the whole cache, and what is needed to end in order. */
function createAsking({ log, clock, breaker: settings = defaultBreaker }: CacheDeps) {
  const underWay = new Set<Promise<unknown>>()
  let closed = false
  let lastFailure: CacheFailure | undefined
  const breaker = createBreaker({
    clock,
    ...settings,
    onChange(phase) {
      if (phase === 'open') log.warn({ failure: lastFailure }, 'the cache fails and is not asked for a while')
      if (phase === 'closed') log.info({}, 'the cache answers again')
    },
  })

  async function watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      lastFailure = failureOf(error)
      throw error
    }
  }

  return {
    breaker: breaker.state,
    async ask<T>(work: () => Promise<T>) {
      if (closed) return { ok: false } as const
      const outcome = breaker.run(() => watched(work))
      underWay.add(outcome)
      try {
        return await outcome
      } finally {
        underWay.delete(outcome)
      }
    },
    async close() {
      closed = true
      await Promise.all(underWay)
    },
  }
}

export interface CacheSettings {
  upstash?: { url: string; token: string }
  /** A plain Redis, asked through a gateway on loopback in this process; not looked at when `upstash` is set. */
  redisUrl?: string
}

/** Opens the cache that the settings name. It opens whether the cache answers or not. @throws {TypeError} for neither. */
export async function openCache({ upstash, redisUrl }: CacheSettings, deps: CacheDeps): Promise<Cache> {
  if (upstash) return createCache({ ...upstash, ...deps })
  if (redisUrl === undefined) throw new TypeError('UPSTASH_REDIS_REST_URL with its token, or REDIS_URL, was wanted')
  const backend = connectRedis({ url: redisUrl, log: deps.log })
  const token = randomBytes(32).toString('hex')
  const gateway = await startRedisGateway({ backend, host: '127.0.0.1', port: 0, token, log: deps.log })
  const cache = createCache({ url: gateway.url, token, ...deps })
  return {
    ...cache,
    async close() {
      await cache.close()
      await gateway.close()
      await backend.close()
    },
  }
}

/** Three results, and as many caches as `of` is called with. */
function createRequestCounter(registry: Registry) {
  return new Counter({
    name: 'cache_requests_total',
    help: 'Questions to the cache: hit, miss, or error when it failed or was not asked because it failed before.',
    labelNames: ['service', 'cache', 'result'] as const,
    registers: [registry],
  })
}

function assertNamed(cacheName: string, ttlSeconds: number): void {
  if (!/^[a-z0-9-]+$/.test(cacheName)) throw new TypeError('a cache name of a-z, 0-9 and hyphens was wanted')
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1) throw new TypeError('a whole number of seconds was wanted')
}
