import { setImmediate as turn } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { labelsOf } from '../metrics/model/labels.ts'
import { silentLog } from '../platform/log.ts'
import type { OutgoingMessage, SendMessage } from './channels/telegram.ts'
import { createDelivery } from './deliver.ts'
import { createLane } from './lane.ts'
import { createLedger } from './ledger.ts'
import { createAlertMetrics } from './metrics.ts'
import type { Change } from './model/change.ts'
import { advance, beginIncident, type Incident } from './model/incident.ts'
import type { IncidentSeverity } from './model/overview.ts'
import type { Schedule } from './schedule.ts'
import { testRule } from './test-bench.ts'
import { watchRule } from './watched-rule.ts'
import { openedWording, resolvedWording } from './wording.ts'

interface Time {
  clock: () => number
  schedule: Schedule
  advance: (ms: number) => void
}

/** A ledger and a delivery, without rules, disk and database; `send` is the test's. */
export function createDeliveryBench(time: Time, send: SendMessage) {
  const registry = new Registry()
  const hash = (text: string) => text
  const now = time.clock
  const wordingOf = (incident: Incident) => resolvedWording(incident, 'http://x.test/status')
  const ledger = createLedger({ epoch: 1, ordinal: 1, hash, now, resolvedWording: wordingOf })
  const sent: OutgoingMessage[] = []
  const kept: Change[] = []
  let inFlight = 0

  const delivery = createDelivery({
    ledger,
    keeper: { keep: async (change) => void kept.push(change), mark: async () => {} },
    send: async (message) => {
      inFlight += 1
      sent.push(message)
      return send(message).finally(() => {
        inFlight -= 1
      })
    },
    lane: createLane(now),
    hash,
    now,
    schedule: time.schedule,
    metrics: createAlertMetrics(registry, ledger.open),
    log: silentLog,
    statusUrl: 'http://x.test/status',
  })

  async function quiet(): Promise<void> {
    for (let calm = 0; calm < 10; calm = inFlight === 0 ? calm + 1 : 0) await turn()
  }

  async function pass(ms: number, stepMs = 250): Promise<void> {
    await quiet()
    for (let passed = 0; passed < ms; passed += stepMs) {
      time.advance(stepMs)
      await quiet()
    }
  }

  const subscribe = (...chats: number[]) =>
    delivery.carryOut(
      ledger.learn(
        chats.map((chat) => ({
          id: `s${chat}-${now()}`,
          verb: 'subscribe',
          chat,
          chatType: 'private',
          at: now(),
          by: '1',
        })),
      ),
    )

  /** Opens an incident about each target. */
  async function open(targets: readonly string[], severity: IncidentSeverity = 'warning'): Promise<Incident[]> {
    const rule = watchRule({ ...testRule, severity })
    const incidents = targets.map((target): Incident => {
      const begun = beginIncident(rule, labelsOf({ target }), ledger.nextPlace(), now())
      return { ...advance(begun, 'breached', rule, now()), summary: `${target} is down` }
    })
    const wording = (incident: Incident) =>
      openedWording(incident, rule, { value: 3, present: null, detectedAt: now() }, 'http://x.test/status')
    await Promise.all(incidents.map((incident) => delivery.carryOut(ledger.opened(incident, wording(incident)))))
    return incidents
  }

  async function resolve(incidents: readonly Incident[]): Promise<void> {
    await Promise.all(
      incidents.map((one) => delivery.carryOut(ledger.resolved(advance(one, 'clear', testRule, now())))),
    )
  }

  async function ends(): Promise<Record<string, number>> {
    const metric = await registry.getSingleMetric('alerts_notices_total')?.get()
    return Object.fromEntries(
      (metric?.values ?? []).map(({ labels, value }) => [`${labels.kind} ${labels.outcome}`, value]),
    )
  }

  return { ledger, delivery, sent, kept, quiet, pass, subscribe, open, resolve, ends, registry }
}
