import type { Rule } from '../../alerts/model/rule.ts'
import type { Expectations } from '../model/expectation.ts'
import type { CheckSpec, Discover, HttpSpec, Scrape, Target } from '../model/target.ts'
import { durationMs } from './duration.ts'
import { fillPlaceholders, type PlaceholderValues } from './placeholders.ts'
import type { MonitoringShape, RuleShape, ScrapeShape, TargetShape } from './shape.ts'

export interface Monitoring {
  readonly targets: readonly Target[]
  readonly scrapes: readonly Scrape[]
  readonly rules: readonly Rule[]
}

type Fill = (text: string) => string
type Pace = { interval: string; timeout: string; grace: string }

/** A health answer is short; what is longer is not read to its end. */
const usualBodyBytes = 65_536

/** @param file without a fault. */
export function buildMonitoring(file: MonitoringShape, values: PlaceholderValues): Monitoring {
  const fill: Fill = (text) => fillPlaceholders(text, values)
  const pace = { interval: '30s', timeout: '10s', grace: '30s', ...file.defaults }
  return {
    targets: file.targets.map((target) => buildTarget(target, pace, fill)),
    scrapes: (file.scrapes ?? []).map((scrape) => buildScrape(scrape, pace, fill)),
    rules: (file.rules ?? []).map(buildRule),
  }
}

function buildTarget(target: TargetShape, pace: Pace, fill: Fill): Target {
  const { id, name, group, grace = pace.grace, discover } = target
  const check = buildCheck(target, fill)
  return {
    ...{ id, name, group, ...times(target, pace), graceMs: durationMs(grace), check },
    ...(discover !== undefined && { discover: placeOf(check), expectedInstances: expectedOf(discover) }),
  }
}

function buildScrape({ id, url, keep, instance = id, discover, ...own }: ScrapeShape, pace: Pace, fill: Fill): Scrape {
  const check = { kind: 'prometheus', url: fill(url), keep } as const
  return { id, instance, ...times(own, pace), check, ...(discover !== undefined && { discover: placeOf(check) }) }
}

/** The name and the port in a check's address. */
function placeOf(check: CheckSpec): Discover {
  if (check.kind === 'tcp') return { name: check.host, port: check.port }
  if (!('url' in check)) throw new TypeError('a check with an address was wanted')
  const { hostname, port, protocol } = new URL(check.url)
  return { name: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
}

function expectedOf(discover: NonNullable<TargetShape['discover']>): number {
  return discover === true ? 1 : (discover.expect ?? 1)
}

function times({ interval, timeout }: { interval?: string; timeout?: string }, pace: Pace) {
  return { intervalMs: durationMs(interval ?? pace.interval), timeoutMs: durationMs(timeout ?? pace.timeout) }
}

function buildCheck({ id, http, tcp, postgres, redis, prometheus, telegram }: TargetShape, fill: Fill): CheckSpec {
  if (http) return buildHttp(http, fill)
  if (tcp) return { kind: 'tcp', host: fill(tcp.host), port: tcp.port }
  if (postgres) return { kind: 'postgres', url: fill(postgres.url), query: postgres.query ?? null }
  if (redis) return { kind: 'redis', url: root(fill(redis.url)), token: fill(redis.token ?? '') || null }
  if (prometheus) return { kind: 'prometheus', url: fill(prometheus.url), keep: prometheus.keep }
  if (telegram) return { kind: 'telegram', apiRoot: root(fill(telegram.apiRoot)), token: fill(telegram.token) }
  throw new TypeError(`a check of target ${id} was wanted`)
}

function buildHttp(
  { url, method = 'GET', headers, maxBodyBytes, expect }: NonNullable<TargetShape['http']>,
  fill: Fill,
) {
  const filled = Object.entries(headers ?? {}).map(([name, text]) => [name, fill(text)] as const)
  return {
    kind: 'http',
    url: fill(url),
    method,
    headers: Object.fromEntries(filled),
    maxBodyBytes: maxBodyBytes ?? usualBodyBytes,
    expect: buildExpectations(expect ?? {}),
  } satisfies HttpSpec
}

function buildExpectations({ status, ...rest }: NonNullable<NonNullable<TargetShape['http']>['expect']>): Expectations {
  return status === undefined ? rest : { ...rest, status: Array.isArray(status) ? status : [status] }
}

/** Paths are put behind it. */
function root(address: string): string {
  return address.replace(/\/+$/, '')
}

function buildRule({ for: lasts = '0s', keepFiringFor = '0s', expr, summary, ...rest }: RuleShape): Rule {
  return {
    ...rest,
    expr: expr.trim(),
    summary: summary.trim(),
    forMs: durationMs(lasts),
    keepFiringMs: durationMs(keepFiringFor),
  }
}
