import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { RedisBackend } from './redis/backend.ts'
import { connectRedis } from './redis-connection.ts'
import { startRedisGateway } from './redis-gateway.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'
import { createRedisStore } from './redis-store.ts'

export interface EmbeddedRedisDeps {
  /** Where a Redis server keeps its data between runs. */
  dir: string
  /** The PATH on which a Redis server is looked for. */
  path: string
  host: string
  port: number
  token: string
  clock: Clock
  log: Log
}

export interface EmbeddedRedis {
  /** Of the gateway: what UPSTASH_REDIS_REST_URL is set to. */
  url: string
  /** `server`: data stays between runs; `store`: it lives as long as this process. */
  kind: 'server' | 'store'
  close(): Promise<void>
}

/** A Redis for a machine where none is configured: the server on its PATH, else the store, behind the gateway. */
export async function startEmbeddedRedis(deps: EmbeddedRedisDeps): Promise<EmbeddedRedis> {
  const { kind, backend, close } = await startBackend(deps)
  try {
    const gateway = await startRedisGateway({ ...deps, backend })
    return {
      url: gateway.url,
      kind,
      async close() {
        await gateway.close()
        await close()
      },
    }
  } catch (cause) {
    await close()
    throw cause
  }
}

interface StartedBackend {
  kind: EmbeddedRedis['kind']
  backend: RedisBackend
  close(): Promise<void>
}

async function startBackend({ dir, path, clock, log }: EmbeddedRedisDeps): Promise<StartedBackend> {
  const program = await findRedisServer(path)
  if (program === undefined) {
    const backend = createRedisStore({ clock })
    return { kind: 'store', backend, close: backend.close }
  }
  const server = await startRedisServer({ program, dir, log })
  const backend = connectRedis({ url: server.url, log })
  const close = () => backend.close().then(server.close)
  return { kind: 'server', backend, close }
}
