import { Registry } from 'prom-client'
import { type Cache, createCache, type NamedCache, vinReportTtlSeconds } from '../../../platform/cache.ts'
import { startRedisGateway } from '../../../platform/embedded/redis-gateway.ts'
import { createRedisStore } from '../../../platform/embedded/redis-store.ts'
import { createLog } from '../../../platform/log.ts'
import { createDatabase, type Database } from '../../../platform/postgres/pool.ts'
import { cacheName, type Lookups, openLookup } from '../../../services/vehicles/open.ts'
import type { DecodedReport } from '../../../services/vehicles/reports.ts'
import { createHandClock } from '../hand-clock.ts'

const token = 'a-token-of-the-test'

export interface Settings {
  databaseUrl: string
  /** A gateway of its own when left out. */
  cacheUrl?: string
  decoder?: 'autodev' | 'nhtsa' | 'offline'
  autodevKey?: string
  autodevUrl?: string
  nhtsaUrl?: string
}

export interface OpenLookups extends Lookups {
  clock: ReturnType<typeof createHandClock>
  database: Database
  cached: NamedCache<DecodedReport>
  registry: Registry
  /** What was logged, with nothing hidden. */
  logged(): string
  shut(): Promise<void>
}

/** The lookups as web and bot open them, on a clock that goes by hand. */
export async function openLookups(settings: Settings): Promise<OpenLookups> {
  const clock = createHandClock(Date.parse('2026-11-24T12:00:00Z'))
  const lines: string[] = []
  const log = createLog('test', 'debug', [], (line) => void lines.push(line))
  const registry = new Registry()
  const backend = createRedisStore({ clock: clock.now })
  const gateway = await startRedisGateway({ backend, host: '127.0.0.1', port: 0, token, log })
  const cache: Cache = createCache({
    url: settings.cacheUrl ?? gateway.url,
    token,
    service: 'test',
    registry,
    log,
    clock: clock.now,
  })
  const database = createDatabase({ url: settings.databaseUrl, service: 'test', max: 4, registry, log })
  const config = {
    decoder: settings.decoder ?? null,
    autodevKey: settings.autodevKey ?? null,
    autodevUrl: settings.autodevUrl ?? 'http://127.0.0.1:9',
    nhtsaUrl: settings.nhtsaUrl ?? 'http://127.0.0.1:9',
  }
  const ground = { config, registry, now: clock.now, later: clock.later, random: () => 0, log }
  const lookups = await openLookup(ground, { database, cache })
  return {
    ...lookups,
    clock,
    database,
    cached: cache.of<DecodedReport>(cacheName, { ttlSeconds: vinReportTtlSeconds }),
    registry,
    logged: () => lines.join('\n'),
    async shut() {
      lookups.close()
      await Promise.all([cache.close(), database.close()])
      await gateway.close()
    },
  }
}
