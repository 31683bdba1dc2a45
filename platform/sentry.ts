import { createScrubber } from './log.ts'

export interface ErrorReporter {
  /** @param context small facts about the request or job: ids, route, never bodies or headers. */
  report(error: unknown, context: Record<string, string>): void
  /** Sends what waits; at most `withinMs`. */
  flush(withinMs: number): Promise<void>
}

/** Reports nowhere. */
export const silentReporter: ErrorReporter = { report: () => {}, flush: async () => {} }

export interface SentryOptions {
  dsn: string | null
  service: string
  environment: string
  /** What runs, such as `intelauto@0.1.0+42`. */
  release: string
  /** Texts that no event may hold. */
  hide: readonly string[]
}

/** Loads @sentry/node only when there is a DSN: the package costs about 0.5 s and 40 MB. */
export async function openSentry(options: SentryOptions): Promise<ErrorReporter> {
  if (options.dsn === null) return silentReporter
  const sentry = await import('@sentry/node')
  const scrub = createScrubber(options.hide)
  sentry.init({
    dsn: options.dsn,
    release: options.release,
    environment: options.environment,
    serverName: options.service,
    dataCollection: { userInfo: false, cookies: false, httpHeaders: false, httpBodies: [], urlQueryParams: false },
    maxBreadcrumbs: 0,
    // The process's own handling ends it and says so without secrets; Sentry's would keep it alive after a rejection.
    integrations: (all) => all.filter(({ name }) => !/^OnUn(caughtException|handledRejection)$/.test(name)),
    initialScope: { tags: { service: options.service } },
    beforeSend: (event) => JSON.parse(scrub(JSON.stringify(event))),
  })
  return {
    report: (error, context) => void sentry.captureException(error, { tags: context }),
    flush: async (withinMs) => void (await sentry.flush(withinMs)),
  }
}
