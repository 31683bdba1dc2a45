import { hostname } from 'node:os'
import type { Registry } from 'prom-client'
import packageFile from '../package.json' with { type: 'json' }
import { type Clock, createClock } from './clock.ts'
import { type Config, forgetOthersSecrets, readConfig } from './config/read.ts'
import type { Role } from './config/setting.ts'
import { type Lifecycle, runProcess } from './lifecycle.ts'
import { createLog, type Log } from './log.ts'
import { type ErrorReporter, openSentry, silentReporter } from './sentry.ts'
import { createRegistry } from './telemetry.ts'

/** What every process stands on. */
export interface Ground {
  config: Config
  log: Log
  now: Clock
  registry: Registry
  errors: ErrorReporter
  /** This process among all of its kind: the machine's id on Fly, else host and pid. */
  instance: string
}

/** Runs a process of the platform: reads its settings, opens its log, metrics and error reports, and frames its life. */
export function runService(role: Role, start: (ground: Ground, lifecycle: Lifecycle) => Promise<void>): Promise<void> {
  let log = createLog(role, 'info')
  let errors = silentReporter
  return runProcess(
    async (lifecycle) => {
      const config = readConfig(process.env, role)
      forgetOthersSecrets(process.env, role)
      log = createLog(role, config.logLevel, config.secrets)
      errors = await openErrors(config, role)
      lifecycle.onStop('error reports', () => errors.flush(2000))
      const instance = config.flyMachine ?? `${hostname()}-${process.pid}`
      await start({ config, log, now: createClock(), registry: createRegistry(), errors, instance }, lifecycle)
    },
    () => log,
    async (error) => {
      errors.report(error, { during: 'nobody caught it' })
      await errors.flush(1000)
    },
  )
}

function openErrors(config: Config, role: Role): Promise<ErrorReporter> {
  return openSentry({
    dsn: config.sentryDsn,
    service: role,
    environment: config.mode,
    release: `intelauto@${packageFile.version}${config.flyVersion === null ? '' : `+${config.flyVersion}`}`,
    hide: config.secrets,
  })
}
