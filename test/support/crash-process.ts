import { runService } from '../../platform/process.ts'
import { silentReporter } from '../../platform/sentry.ts'

/** A process that loses a promise, whose rejection nobody catches. */
await runService('web', async ({ errors, config }) => {
  if (errors === silentReporter) throw new Error('a DSN was wanted')
  setTimeout(() => void Promise.reject(new Error(`lost with ${config.databaseUrl}`)), 10)
  setInterval(() => {}, 60_000)
})
