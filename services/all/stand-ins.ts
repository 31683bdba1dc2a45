import { standInCache } from './stand-ins/cache.ts'
import { standInPostgres } from './stand-ins/postgres.ts'
import type { StandIn, StandInDeps } from './stand-ins/stand-in.ts'
import { standInTelegram } from './stand-ins/telegram.ts'
import { together } from './together.ts'

/** Starts what no setting names: Postgres, the cache, Telegram. Where settings name all, it starts nothing. */
export async function startStandIns(deps: StandInDeps): Promise<Required<StandIn>> {
  const started = await together([standInPostgres(deps), standInCache(deps), standInTelegram(deps)])
  return {
    env: Object.assign({}, ...started.map(({ env }) => env)),
    urls: Object.assign({}, ...started.map(({ urls }) => urls)),
    credentials: Object.assign({}, ...started.map(({ credentials }) => credentials)),
  }
}
