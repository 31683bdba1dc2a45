import type { Clock } from '../../platform/clock.ts'
import type { Config, Environment } from '../../platform/config/read.ts'
import type { Lifecycle } from '../../platform/lifecycle.ts'
import type { Log } from '../../platform/log.ts'
import type { GeneratedSecrets } from './generated-secrets.ts'
import { standInCache } from './stand-in-cache.ts'
import { standInPostgres } from './stand-in-postgres.ts'
import { standInTelegram } from './stand-in-telegram.ts'

export interface StandInDeps {
  config: Config
  secrets: GeneratedSecrets
  /** Absolute. */
  dataDir: string
  log: Log
  now: Clock
  lifecycle: Lifecycle
  /** The address of Telegram's webhook on this machine. */
  webhookUrl: string
  /** A stand-in that runs as a process of its own has another pid, or none. */
  onPid: (name: string, pid: number | null) => void
}

/** What one stand-in adds to the children's environment and to run.json. */
export interface StandIn {
  env?: Environment
  urls?: Record<string, string>
  credentials?: Record<string, string>
}

/** Starts what no setting names: Postgres, the cache, Telegram. Where settings name all, it starts nothing. */
export async function startStandIns(deps: StandInDeps): Promise<Required<StandIn>> {
  const started = await Promise.all([standInPostgres(deps), standInCache(deps), standInTelegram(deps)])
  return {
    env: Object.assign({}, ...started.map(({ env }) => env)),
    urls: Object.assign({}, ...started.map(({ urls }) => urls)),
    credentials: Object.assign({}, ...started.map(({ credentials }) => credentials)),
  }
}
