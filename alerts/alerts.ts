import type { Registry } from 'prom-client'
import type { Log } from '../platform/log.ts'
import { isBeforeSchema } from '../platform/postgres/error.ts'
import { DatabaseError } from '../platform/postgres/pool.ts'
import { createAnnouncer } from './announce.ts'
import type { SendMessage } from './channels/telegram.ts'
import { type CommandOutcome, createCommands } from './commands.ts'
import type { AskQuery } from './condition.ts'
import { createDelivery } from './deliver.ts'
import { type CountInstances, createEvaluation } from './evaluate.ts'
import { shortHash } from './identity.ts'
import { createKeeper } from './keep.ts'
import { createLane } from './lane.ts'
import { createLedger, type Kept } from './ledger.ts'
import { createAlertMetrics } from './metrics.ts'
import type { Change } from './model/change.ts'
import { type Incident, viewOf } from './model/incident.ts'
import type { IncidentView } from './model/overview.ts'
import { pauseAfter } from './model/pace.ts'
import type { Rule } from './model/rule.ts'
import { before, type Schedule } from './schedule.ts'
import type { SpoolContents } from './spool/contents.ts'
import type { Spool } from './spool/spool.ts'
import type { AlertStore } from './store.ts'
import { watchRule } from './watched-rule.ts'
import { resolvedWording } from './wording.ts'

export interface AlertsDeps {
  /** Expressions and summaries must have been found right: `watchRule` says so. */
  rules: readonly Rule[]
  query: AskQuery
  countInstances: CountInstances
  /** Telegram users who are told what is announced; left out: nobody. */
  operators?: readonly number[]
  /** When the first of the failed checks in a row of a target ended, Unix milliseconds; null when its last check passed. */
  failingSince?: (target: string) => number | null
  publicUrl: string
  now: () => number
  log: Log
  registry: Registry
  spool: Spool
  contents: SpoolContents
  store: AlertStore | null
  send: SendMessage
  schedule: Schedule
}

export interface Alerts {
  /** A sample has changed: evaluate now. */
  wake(): void
  /** The open ones. */
  incidents(): IncidentView[]
  /** Hears each incident when it opens and when it resolves. @returns what ends the hearing. */
  onChange(listener: (incident: IncidentView) => void): () => void
  /** Carries out a `Command` that came over HTTP; whatever is none is answered `invalid`. */
  command(body: unknown): Promise<CommandOutcome>
  /** An instance was destroyed or replaced; `instance` is the label of its series. */
  instanceGone(instance: string): void
  /** All instances of a target there are, by the label of their series: incidents about others have ended with them. */
  instancesAre(target: string, instances: readonly string[]): void
  /** Ends what is under way, within seconds. */
  stop(): Promise<void>
}

/** How long the start waits for what the database knows; afterwards it is taken over when it comes. */
const readWithinMs = 1_000

/** Joins evaluation, ledger, disk, database and delivery. */
export async function createAlerts(deps: AlertsDeps): Promise<Alerts> {
  const { contents, spool, store, now, schedule, log, registry } = deps
  const statusUrl = `${deps.publicUrl.replace(/\/$/, '')}/status`
  const { epoch, ordinal, unstored } = contents
  const ledger = createLedger({
    epoch,
    ordinal,
    hash: shortHash,
    now,
    resolvedWording: (incident) => resolvedWording(incident, statusUrl),
  })
  const metrics = createAlertMetrics(registry, ledger.open)
  const reading = createReading(schedule, log)
  const listeners = new Set<(incident: IncidentView) => void>()
  const ordinalNow = () => ledger.ordinal
  const keeper = createKeeper({ spool, store, unstored, ordinal: ordinalNow, schedule, log })
  const lane = createLane(now)
  const delivery = createDelivery({ ...deps, ledger, keeper, lane, hash: shortHash, metrics, statusUrl })
  const announcer = createAnnouncer({ operators: [], ...deps, lane, onSent: delivery.pump })

  function tellBoard(changed: readonly Incident[]): void {
    for (const incident of changed) for (const listener of listeners) listener(viewOf(incident))
  }

  function carryOut(change: Change): Promise<void> {
    tellBoard(change.incidents)
    return delivery.carryOut(change)
  }

  function countDoubts({ notices, inDoubt }: Kept): void {
    for (const { id, kind } of notices) if (inDoubt.includes(id)) metrics.countNotice(kind, 'possible-duplicate')
  }

  /** What was kept is not new: it may be sent, and is counted no second time. */
  async function resume(kept: Kept, keep: (adopted: Change) => Promise<void>): Promise<void> {
    const { adopted, follows } = ledger.adopt(kept)
    countDoubts({ ...adopted, inDoubt: kept.inDoubt })
    tellBoard(adopted.incidents)
    await keep(adopted)
    ledger.release(adopted.notices)
    await carryOut(follows)
  }

  /** After the database has heard everything that this disk knows, so that it tells no old news. */
  async function takeOver(from: AlertStore): Promise<void> {
    await keeper.allStored()
    const kept = await reading.read(from)
    if (kept !== undefined) await resume(kept, keeper.keep)
  }

  const evaluation = createEvaluation({
    ...deps,
    rules: deps.rules.map(watchRule),
    ask: deps.query,
    failingSince: deps.failingSince ?? (() => null),
    ledger,
    carryOut: (change) => void carryOut(change),
    metrics,
    statusUrl,
  })
  let stopping: Promise<void> | undefined
  async function stop(): Promise<void> {
    reading.stop()
    await evaluation.stop()
    announcer.stop()
    await delivery.stop()
    await keeper.stop()
    await spool.close()
  }

  await resume(contents, async () => {})
  if (store !== null) await before(readWithinMs, takeOver(store), schedule)
  evaluation.wake()

  return {
    wake: evaluation.wake,
    incidents: () => ledger.open().map(viewOf),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    command: createCommands({ ledger, carryOut, announce: announcer.announce, now, schedule }),
    instanceGone: evaluation.instanceGone,
    instancesAre: evaluation.instancesAre,
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}

/** Reads what the database knows, however long that takes; `undefined` when it was stopped before. */
function createReading(schedule: Schedule, log: Log) {
  const stopping = Promise.withResolvers<void>()
  let stopped = false

  function pause(ms: number): Promise<void> {
    const over = Promise.withResolvers<void>()
    schedule(ms, over.resolve)
    return Promise.race([over.promise, stopping.promise])
  }

  async function read(store: AlertStore): Promise<Kept | undefined> {
    for (let tries = 1; !stopped; tries += 1) {
      try {
        return await store.read()
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error
        if (tries === 1) tellUnread(error)
        await pause(pauseAfter(tries))
      }
    }
    return undefined
  }

  function tellUnread(error: DatabaseError): void {
    if (isBeforeSchema(error)) log.info({}, 'incidents wait for their tables')
    else log.warn({ reason: error.message }, 'what was told before cannot be read from the database yet')
  }

  function stop(): void {
    stopped = true
    stopping.resolve()
  }

  return { read, stop }
}
