import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { createCache } from '../platform/cache.ts'
import { createClock } from '../platform/clock.ts'
import { startEmbeddedPostgres } from '../platform/embedded/postgres.ts'
import { startRedisGateway } from '../platform/embedded/redis-gateway.ts'
import { createRedisStore } from '../platform/embedded/redis-store.ts'
import { silentLog } from '../platform/log.ts'
import { createDatabase } from '../platform/postgres/pool.ts'
import type { Vin } from '../services/vehicles/model/vin.ts'
import { openLookup } from '../services/vehicles/open.ts'
import { openBlackHole } from '../test/support/black-hole.ts'
import { buildTemplate, copyTemplate } from '../test/support/template.ts'
import { measureBatches } from './batch.ts'
import { medianMsOf, promised, type Row } from './measure.ts'

const secret = 'secret-of-the-bench'
const visitor = { account: null }
const lookupsAtOnce = 20

/** Lookups with Postgres and a cache, and with online decoders that take every question and never answer. */
export async function measureLookups(vins: readonly Vin[]): Promise<Row[]> {
  const place = await openPlace()
  const offline = await place.open('offline')
  const hole = await openBlackHole()
  const online = await place.open('autodev', `http://127.0.0.1:${hole.port}`)
  const many = () => offline.lookUpMany(vins, { ...visitor, forceRefresh: true })
  const rows: Row[] = [
    promised(`look up ${vins.length} VINs and store them`, await medianMsOf(5, many), 3000),
    promised('p99 of a lookup, online decoders silent', await p99MsOf(vins.slice(0, 200), online.lookUp), 2500),
    promised('p99 of a lookup, their breakers open', await p99MsOf(vins.slice(200, 400), online.lookUp), 50),
  ]
  online.close()
  hole.close()
  const batches = await measureBatches(place.databaseUrl, vins)
  await place.close()
  return [...rows, ...batches]
}

async function openPlace() {
  const dir = mkdtempSync(join(tmpdir(), 'intelauto-bench-'))
  const postgres = await startEmbeddedPostgres({ dir, password: secret, log: silentLog, durable: true })
  await buildTemplate(postgres.url)
  const now = createClock()
  const registry = new Registry()
  const gateway = await startRedisGateway({
    backend: createRedisStore({ clock: now }),
    host: '127.0.0.1',
    port: 0,
    token: secret,
    log: silentLog,
  })
  const common = { service: 'bench', registry, log: silentLog, clock: now }
  const cache = createCache({ url: gateway.url, token: secret, ...common })
  const databaseUrl = await copyTemplate(postgres.url, 'bench')
  const database = createDatabase({ url: databaseUrl, max: 10, ...common })
  return {
    databaseUrl,
    open(decoder: 'autodev' | 'offline', url = 'http://127.0.0.1:9') {
      const config = { decoder, autodevKey: secret, autodevUrl: url, nhtsaUrl: url }
      return openLookup({ config, registry: new Registry(), now, log: silentLog }, { database, cache })
    },
    async close() {
      await Promise.all([cache.close(), database.close()])
      await Promise.all([gateway.close(), postgres.close()])
      rmSync(dir, { recursive: true })
    },
  }
}

/** So many askers at a time, each with the next VIN. */
async function p99MsOf(vins: readonly Vin[], lookUp: (vin: Vin, options: typeof visitor) => Promise<unknown>) {
  const times: number[] = []
  const left = vins.values()
  const asker = async () => {
    for (const vin of left) {
      const startedAt = performance.now()
      await lookUp(vin, visitor)
      times.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: lookupsAtOnce }, asker))
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN
}
