import { setTimeout as sleep } from 'node:timers/promises'
import { needed } from '../platform/config/needed.ts'
import { ConfigError, readConfig } from '../platform/config/read.ts'
import { StartError } from '../platform/lifecycle.ts'
import { createLog } from '../platform/log.ts'
import { MigrationError, migrate } from '../platform/postgres/migrate.ts'
import { DatabaseError } from '../platform/postgres/pool.ts'

/** Fly's release_command: brings the schema up before a release's first machine starts; non-zero stops the release. */
try {
  const config = readConfig(process.env, 'bot')
  const log = createLog('migrate', config.logLevel, config.secrets)
  const ran = await migrate({ url: needed(config.databaseUrl, 'DATABASE_URL'), log, sleep })
  log.info({ ran }, 'the schema is up')
} catch (error) {
  const told = [ConfigError, StartError, MigrationError, DatabaseError].some((kind) => error instanceof kind)
  if (!told) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
