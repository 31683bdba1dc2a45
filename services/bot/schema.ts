import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../platform/log.ts'
import { migrate, waitForSchema } from '../../platform/postgres/migrate.ts'
import { isUnavailable } from '../../platform/postgres/pool.ts'
import { untilDone } from '../until-done.ts'

export interface SchemaDeps {
  url: string
  /** Somebody else brings it up (Fly's release command): wait for that. */
  skip: boolean
  log: Log
  signal: AbortSignal
}

/** Resolves when the schema is as the code needs it. @throws MigrationError when it cannot become so. */
export async function bringSchemaUp({ url, skip, log, signal }: SchemaDeps): Promise<void> {
  const wait = (ms: number) => sleep(ms, undefined, { signal })
  const work = () => (skip ? waitForSchema({ url, log, sleep: wait, signal }) : migrate({ url, log, sleep: wait }))
  await untilDone(work, { signal, log, failure: 'the schema could not be brought up', mayPass: isUnavailable })
}
