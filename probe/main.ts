import { join } from 'node:path'
import { openAlerts } from '../alerts/open.ts'
import { openHistory } from '../metrics/history.ts'
import { createPromql } from '../metrics/promql/query.ts'
import { createSeries } from '../metrics/series.ts'
import { addressesOf } from '../platform/config/addresses.ts'
import { needed } from '../platform/config/needed.ts'
import { listen } from '../platform/http.ts'
import { tellReady } from '../platform/lifecycle.ts'
import { createDatabase } from '../platform/postgres/pool.ts'
import { runService } from '../platform/process.ts'
import { runSpec } from './checks/checks.ts'
import { createInstanceCount } from './count-instances.ts'
import { createDiscovery } from './discover.ts'
import { historyRoutes } from './history-api.ts'
import { createHistoryNotes } from './keep-history.ts'
import { createLooks } from './look.ts'
import { createProbeMetrics } from './metrics.ts'
import { discoveredNames } from './model/instances.ts'
import { queryRoutes } from './query-api.ts'
import { readWatch } from './read-watch.ts'
import { createRecorder } from './record.ts'
import { createResolveName } from './resolve-name.ts'
import { createRunCheck } from './run-check.ts'
import { startSchedule } from './schedule.ts'
import { createProbeServer } from './server.ts'
import { createStream } from './stream.ts'

const reviewEveryMs = 1000

/** Looks at every target, decides what is wrong, tells who asked to know. */
await runService('probe', async (ground, lifecycle) => {
  const { config, log, now, registry } = ground
  const watch = await readWatch(config)
  const telegram = { token: needed(config.telegramToken, 'TELEGRAM_BOT_TOKEN'), apiRoot: config.telegramApiRoot }
  const database = createDatabase({
    url: needed(config.databaseUrl, 'DATABASE_URL'),
    service: 'probe',
    max: 8,
    registry,
    log,
  })
  lifecycle.onStop('database', database.close)
  const spoolDir = join(config.dataDir, 'probe')
  const history = await openHistory({ database, spoolDir, registry, now, later: runLater, log })
  lifecycle.onStop('history', history.stop)
  const note = createHistoryNotes(history.keep, config.probeLocation)

  const series = createSeries()
  const promql = createPromql({ storage: series, now: () => performance.now() })
  const metrics = createProbeMetrics(registry)
  const recorder = createRecorder({
    ...{ targets: watch.targets, series, metrics, now, location: config.probeLocation, startedAt: now() },
    onChange: (target) => {
      if (target !== null) {
        const view = recorder.view(target, alerts.incidents())
        stream.publish([view], [])
        note(view)
      }
      alerts.wake()
    },
  })
  const stream = createStream({ now, overview: () => recorder.overview(alerts.incidents()) })
  const alerts = await openAlerts({
    ...{ rules: watch.rules, database, telegram, now, log, registry },
    query: (query, at) => {
      const result = promql.instant(query, at)
      return result.type === 'vector' ? result.elements : []
    },
    countInstances: createInstanceCount(config.flyApp),
    operators: config.operatorIds,
    failingSince: recorder.failingSince,
    spoolDir,
    publicUrl: config.publicUrl ?? addressesOf(config).web,
  })
  lifecycle.onStop('alerts', alerts.stop)
  alerts.onChange((incident) => {
    const target = watch.targets.find(({ id }) => id === incident.target)
    stream.publish(target === undefined ? [] : [recorder.view(target, alerts.incidents())], [incident])
  })

  const server = await createProbeServer({
    ...ground,
    isComplete: recorder.isComplete,
    overview: () => recorder.overview(alerts.incidents()),
    join: stream.join,
    command: alerts.command,
    routes: async (app) => {
      await queryRoutes(app, { promql, now })
      await historyRoutes(app, { history, targets: () => watch.targets.map(({ id }) => id), now })
    },
  })
  lifecycle.onStop('server', () => server.close())
  // Before the servers: they wait for their sockets.
  lifecycle.onStop('stream', stream.close)
  const port = await listen(server, { host: config.host, port: config.probePort, setting: 'PROBE_PORT' })
  log.info({ port, targets: watch.targets.length, rules: watch.rules.length }, 'probe server listens')

  const discovery = createDiscovery({
    resolve: createResolveName(),
    onAnswer: (name, addresses) => {
      for (const target of watch.targets)
        if (target.discover?.name === name) recorder.recordDiscovery(target, addresses?.length ?? null)
    },
    log,
  })
  const looks = createLooks({
    runCheck: createRunCheck({ runSpec, now, log }),
    ...{ discovery, recorder, log, instancesAre: alerts.instancesAre, instanceGone: alerts.instanceGone },
  })
  const timing = { now, later: runLater, onLag: (lagMs: number) => metrics.lag.observe(lagMs / 1000) }
  const refresh = async ({ name }: { name: string }) => {
    await discovery.refresh(name)
    return 0
  }
  const names = discoveredNames([...watch.targets, ...watch.scrapes])
  const stopNames = startSchedule({ ...timing, looks: names, look: refresh })
  const stopTargets = startSchedule({ ...timing, looks: watch.targets, look: looks.target })
  const stopScrapes = startSchedule({ ...timing, looks: watch.scrapes, look: looks.scrape })
  const reviewing = setInterval(recorder.reviewAges, reviewEveryMs)
  lifecycle.onStop('schedule', () => {
    stopNames()
    stopTargets()
    stopScrapes()
    clearInterval(reviewing)
  })
  tellReady()
})

function runLater(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
