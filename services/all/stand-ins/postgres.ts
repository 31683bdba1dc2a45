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
  const first = await start(deps)
  const stop = keepRunning(first, deps)
  deps.lifecycle.onStop('Postgres', stop)
  return { env: { DATABASE_URL: first.url }, urls: { database: first.url } }
}

/** @returns ends it, also one that is just being started again. */
function keepRunning(first: EmbeddedPostgres, deps: StandInDeps): () => Promise<void> {
  const { log, onPid, lifecycle } = deps
  let current: Promise<EmbeddedPostgres | null> = Promise.resolve(first)
  let restart: NodeJS.Timeout | undefined
  let lastDelayMs: number | null = null

  const watch = async ({ pid, port, ended }: EmbeddedPostgres) => {
    const bornAt = performance.now()
    onPid('postgres', pid)
    await ended
    if (lifecycle.signal.aborted) return
    onPid('postgres', null)
    restartLater(port, performance.now() - bornAt)
  }
  const restartLater = (port: number, livedMs: number) => {
    lastDelayMs = nextRestartDelay(lastDelayMs, livedMs)
    log.error({ restartInMs: lastDelayMs }, 'Postgres ended')
    restart = setTimeout(() => {
      current = again(port)
    }, lastDelayMs)
  }
  const again = async (port: number): Promise<EmbeddedPostgres | null> => {
    try {
      const server = await start(deps, port)
      void watch(server)
      return server
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      log.error({ err: error }, 'Postgres did not start again')
      if (!lifecycle.signal.aborted) restartLater(port, 0)
      return null
    }
  }

  void watch(first)
  return async () => {
    clearTimeout(restart)
    await (await current)?.close()
  }
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
