import { addressesOf } from '../platform/config/addresses.ts'
import type { Config } from '../platform/config/read.ts'
import type { PlaceholderValues } from './monitoring.ts'

/** What `${NAME}` in monitoring.yaml can stand for; null is not set. Some are secrets: they are never printed. */
export function placeholdersOf(config: Config): PlaceholderValues {
  const { web, api, bot, probe } = addressesOf(config)
  return {
    WEB_URL: web,
    API_URL: api,
    BOT_URL: bot,
    PROBE_URL: probe,
    DATABASE_URL: config.databaseUrl,
    CACHE_URL: config.upstashUrl ?? config.redisUrl,
    // A plain Redis has none: an empty token is no token.
    CACHE_TOKEN: config.upstashToken ?? '',
    TELEGRAM_API_ROOT: config.telegramApiRoot,
    TELEGRAM_BOT_TOKEN: config.telegramToken,
  }
}
