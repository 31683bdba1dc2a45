import { type Labels, labelValue } from '../metrics/model/labels.ts'
import type { Log } from '../platform/log.ts'
import { type AskQuery, gather } from './condition.ts'
import type { Ledger } from './ledger.ts'
import type { AlertMetrics } from './metrics.ts'
import type { Change } from './model/change.ts'
import { advance, beginIncident, dueAt, endIncident, type Incident, isOpen, withoutGap } from './model/incident.ts'
import type { Scale } from './model/rule.ts'
import { createJudge, type Evidence, noEvidence, type Reading } from './model/verdict.ts'
import { before, type Schedule } from './schedule.ts'
import type { WatchedRule } from './watched-rule.ts'
import { openedWording, summarized } from './wording.ts'

/** How many instances of a process run; null when that cannot be learned. */
export type CountInstances = (process: Scale['process']) => Promise<number | null>

export interface EvaluationDeps {
  rules: readonly WatchedRule[]
  ask: AskQuery
  ledger: Ledger
  /** Keeps and tells what was decided; the evaluation does not wait for it. */
  carryOut: (change: Change) => void
  countInstances: CountInstances
  /** When the first of the failed checks in a row of a target ended, Unix milliseconds; null when its last check passed. */
  failingSince: (target: string) => number | null
  now: () => number
  schedule: Schedule
  metrics: AlertMetrics
  log: Log
  statusUrl: string
}

/** What time alone changes is seen this late at most. */
const evaluateEveryMs = 5_000
/** So long without an evaluation means that this process slept: nothing is known about that time. */
const longestGapMs = 3 * evaluateEveryMs
const countWithinMs = 250

/** Evaluates every rule when woken, when a `for` is due, and now and then; never twice at the same time. */
export function createEvaluation(deps: EvaluationDeps) {
  const { rules, ask, ledger, carryOut, countInstances, failingSince, now, schedule, metrics, log, statusUrl } = deps
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const failing = new Set<string>()
  const goneInstances = new Set<string>()
  const presentInstances = new Map<string, ReadonlySet<string>>()
  let lastAt = now()
  let isRunning = false
  let isWoken = false
  let stopped = false
  let running = Promise.resolve()
  let cancelTimer = (): void => {}

  async function run(): Promise<void> {
    isRunning = true
    cancelTimer()
    while (isWoken && !stopped) {
      isWoken = false
      await evaluateAll(now())
    }
    isRunning = false
    if (!stopped) cancelTimer = schedule(untilNextMs(), wake)
  }

  function wake(): void {
    isWoken = true
    if (!isRunning && !stopped) running = run()
  }

  function untilNextMs(): number {
    const dues = ledger.courses().flatMap((course) => {
      const rule = byId.get(course.rule)
      return rule ? (dueAt(course, rule) ?? []) : []
    })
    return Math.max(1, Math.min(evaluateEveryMs, ...dues.map((due) => due - now())))
  }

  async function evaluateAll(at: number): Promise<void> {
    if (at - lastAt > longestGapMs) for (const course of ledger.courses()) ledger.follow(withoutGap(course, at))
    lastAt = at
    endOrphans(at)
    for (const rule of rules) await evaluateRule(rule, at)
  }

  async function evaluateRule(rule: WatchedRule, at: number): Promise<void> {
    const evidence = await evidenceFor(rule, at)
    const judge = createJudge(evidence)
    const values = new Map(evidence.breached.map((reading) => [reading.labels.key, reading.value]))
    for (const labels of labelSetsOf(rule, evidence.breached)) {
      const course = ledger.course(rule.id, labels) ?? beginIncident(rule, labels, ledger.nextPlace(), at)
      await move(course, advance(course, judge(labels), rule, at), rule, values.get(labels.key) ?? Number.NaN)
    }
  }

  async function move(course: Incident, next: Incident, rule: WatchedRule, value: number): Promise<void> {
    if (next === course) return
    if (isOpen(next) && !isOpen(course)) await open(next, rule, value, course)
    else if (isOpen(course) && !isOpen(next)) carryOut(ledger.resolved(next))
    else ledger.follow(next)
  }

  /** Of the courses under way, and of what is breached now; each once. */
  function labelSetsOf(rule: WatchedRule, breached: readonly Reading[]): Iterable<Labels> {
    const underWay = ledger.courses().filter((course) => course.rule === rule.id)
    return new Map([...underWay, ...breached].map(({ labels }) => [labels.key, labels])).values()
  }

  async function open(fired: Incident, rule: WatchedRule, value: number, course: Incident): Promise<void> {
    const incident = summarized(fired, rule, value)
    const present = rule.scale === undefined ? null : await count(rule.scale.process)
    // Meanwhile one may have been taken over from the database, which has been told already.
    if (ledger.course(rule.id, fired.labels)?.phase === 'firing') return
    const since = course.phase === 'pending' ? course.since : now()
    const detectedAt = (incident.target === null ? null : failingSince(incident.target)) ?? since
    carryOut(ledger.opened(incident, openedWording(incident, rule, { value, present, detectedAt }, statusUrl)))
  }

  /** A count that does not come in time is not waited for: the notice is more urgent. */
  async function count(process: Scale['process']): Promise<number | null> {
    const asked = async () => countInstances(process)
    const counted = asked().catch((error: unknown) => {
      log.warn({ process, reason: messageOf(error) }, 'the instances of a process could not be counted')
      return null
    })
    return (await before(countWithinMs, counted, schedule)) ?? null
  }

  /** The edge: whatever makes a rule fail leaves the others alone. It is told once, until the rule gives answers again. */
  async function evidenceFor(rule: WatchedRule, at: number): Promise<Evidence> {
    try {
      const evidence = await gather(rule.condition, ask, at)
      if (failing.delete(rule.id)) log.info({ rule: rule.id }, 'a rule gives answers again')
      return evidence
    } catch (error) {
      metrics.countRuleFailure(rule.id)
      if (!failing.has(rule.id)) log.error({ rule: rule.id, reason: messageOf(error) }, 'a rule gives no answer')
      failing.add(rule.id)
      return noEvidence
    }
  }

  /** Ends what no evaluation will end any more. */
  function endOrphans(at: number): void {
    for (const course of ledger.courses()) {
      if (!byId.has(course.rule)) end(course, 'rule-removed', at)
      else if (isAboutGone(course)) end(course, 'instance-gone', at)
    }
    goneInstances.clear()
  }

  function isAboutGone({ labels }: Incident): boolean {
    const instance = labelValue(labels, 'instance')
    if (instance === '') return false
    const present = presentInstances.get(labelValue(labels, 'target'))
    return goneInstances.has(instance) || present?.has(instance) === false
  }

  function end(course: Incident, ending: 'rule-removed' | 'instance-gone', at: number): void {
    const over = endIncident(course, ending, at)
    if (isOpen(course)) carryOut(ledger.resolved(over))
    else ledger.follow(over)
  }

  return {
    wake,
    /** The instance was destroyed or replaced: what is open about it is over. */
    instanceGone(instance: string): void {
      goneInstances.add(instance)
      wake()
    },
    /** All instances of a target there are: what is open about another is over, since whenever that was told. */
    instancesAre(target: string, instances: readonly string[]): void {
      presentInstances.set(target, new Set(instances))
      wake()
    },
    async stop(): Promise<void> {
      stopped = true
      cancelTimer()
      await running
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown reason'
}
