import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../platform/config/read.ts'

/** Settings of the platform that runs on this machine, for tools beside it; none when nothing runs there. */
export function settingsOfRunning(dataDir: string): Environment {
  const run = readRun(join(dataDir, 'run.json'))
  if (run === null) return {}
  const { urls, credentials } = run
  return {
    WEB_URL: urls.lookup,
    API_URL: urls.api,
    BOT_URL: urls.bot,
    PROBE_URL: urls.probe,
    DATABASE_URL: urls.database,
    UPSTASH_REDIS_REST_URL: urls.cache,
    UPSTASH_REDIS_REST_TOKEN: credentials.cacheToken,
    TELEGRAM_API_ROOT: urls.botApi,
    TELEGRAM_BOT_TOKEN: credentials.telegramToken,
  }
}

function readRun(file: string): { urls: Record<string, string>; credentials: Record<string, string> } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
