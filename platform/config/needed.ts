import type { CacheSettings } from '../cache.ts'
import { StartError } from '../lifecycle.ts'
import type { Config } from './read.ts'

/** For settings that `npm start` fills in. @throws StartError when a process is started alone without them. */
export function needed<T>(value: T | null, name: string): T {
  if (value !== null) return value
  throw new StartError(`${name} is not set: set it, or run \`npm start\`, which brings what is missing`)
}

export function neededCache({ upstashUrl, upstashToken, redisUrl }: Config): CacheSettings {
  if (redisUrl !== null) return { redisUrl }
  const url = needed(upstashUrl, 'UPSTASH_REDIS_REST_URL (or REDIS_URL)')
  return { upstash: { url, token: needed(upstashToken, 'UPSTASH_REDIS_REST_TOKEN') } }
}
