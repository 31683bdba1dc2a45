import { join } from 'node:path'
import { startEmbeddedRedis } from '../../../platform/embedded/redis.ts'
import type { StandIn, StandInDeps } from './stand-in.ts'

/** A REST gateway over a redis-server from PATH, or over a store in memory. Over REDIS_URL each process has its own. */
export async function standInCache({ config, secrets, dataDir, log, now, lifecycle }: StandInDeps): Promise<StandIn> {
  const named = config.upstashUrl ?? config.redisUrl
  if (named !== null) return { urls: { cache: named } }
  const token = secrets.cacheToken
  const redis = await startEmbeddedRedis({
    dir: join(dataDir, 'redis'),
    path: process.env.PATH ?? '',
    host: '127.0.0.1',
    port: 0,
    token,
    clock: now,
    log,
  })
  lifecycle.onStop('cache', redis.close)
  return {
    env: { UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: token },
    urls: { cache: redis.url },
    credentials: { cacheToken: token },
  }
}
