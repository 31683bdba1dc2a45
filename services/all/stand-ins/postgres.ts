import { join } from 'node:path'
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '../../../platform/embedded/postgres.ts'
import { StartError } from '../../../platform/lifecycle.ts'
import { nextRestartDelay } from '../restart-delay.ts'
import type { StandIn, StandInDeps } from './stand-in.ts'

/** The npm-shipped Postgres; one that dies is started again on the same port, with the pauses of any child. */
export async function standInPostgres(deps: StandInDeps): Promise<StandIn> {
  if (deps.config.databaseUrl !== null) return { urls: { database: deps.config.databaseUrl } }
  let current = await start(deps)
  let restart: NodeJS.Timeout | undefined
  let lastDelayMs: number | null = null

  const watch = async (server: EmbeddedPostgres) => {
    const bornAt = performance.now()
    deps.onPid('postgres', server.pid)
    await server.ended
    if (deps.lifecycle.signal.aborted) return
    deps.onPid('postgres', null)
    lastDelayMs = nextRestartDelay(lastDelayMs, performance.now() - bornAt)
    deps.log.error({ restartInMs: lastDelayMs }, 'Postgres ended')
    restart = setTimeout(() => void again(server.port), lastDelayMs)
  }
  const again = async (port: number) => {
    try {
      current = await start(deps, port)
      void watch(current)
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      deps.log.error({ err: error }, 'Postgres did not start again')
      restart = setTimeout(() => void again(port), nextRestartDelay(lastDelayMs, 0))
    }
  }

  deps.lifecycle.onStop('Postgres', async () => {
    clearTimeout(restart)
    await current.close()
  })
  void watch(current)
  return { env: { DATABASE_URL: current.url }, urls: { database: current.url } }
}

async function start({ secrets, dataDir, log }: StandInDeps, port?: number): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({
      dir: join(dataDir, 'postgres'),
      password: secrets.databasePassword,
      durable: true,
      log,
      ...(port === undefined ? {} : { port }),
    })
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw new StartError(error.message, { cause: error })
    throw error
  }
}
