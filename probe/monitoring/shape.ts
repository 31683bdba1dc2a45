import { type Static, type TProperties, Type } from 'typebox'
import { durationPattern, longerThanNothing } from './duration.ts'

/** A description says what is wanted: editors show it, and a fault is told with it. */
const text = (description: string) => Type.String({ minLength: 1, pattern: '\\S', description })
const map = <P extends TProperties>(description: string, properties: P) =>
  Type.Object(properties, { additionalProperties: false, description })

const Id = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,49}$',
  description: 'an id of at most 50 letters a-z, digits and hyphens, a letter first',
})
const Duration = Type.String({ pattern: durationPattern, description: 'a duration such as 300ms, 5s or 1m30s' })
const Span = Type.String({ pattern: longerThanNothing, description: 'a duration above 0 such as 300ms, 5s or 1m30s' })
const Texts = Type.Record(Type.String(), Type.String(), { description: 'a map of texts' })
const Url = text('a URL')
const Keep = Type.Array(text('the name of a metric, or a pattern of it'), {
  minItems: 1,
  description: 'a list of metric names or patterns of them',
})
const Status = Type.Integer({ minimum: 100, maximum: 599 })
const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])

const Expect = map('a map of what the answer must be like', {
  status: Type.Optional(
    Type.Union([Status, Type.Array(Status, { minItems: 1 })], { description: 'a status from 100 to 599, or a list' }),
  ),
  body: Type.Optional(text('a text that the body holds')),
  json: Type.Optional(
    Type.Record(Type.String(), Scalar, {
      description: 'a map from paths such as a.b[0] to texts, numbers, truths or null',
    }),
  ),
  headers: Type.Optional(Texts),
})

const checks = {
  http: Type.Optional(
    map('a map that says what to ask over HTTP', {
      url: Url,
      method: Type.Optional(Type.Enum(['GET', 'HEAD', 'POST'], { description: 'GET, HEAD or POST' })),
      headers: Type.Optional(Texts),
      maxBodyBytes: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 16_777_216, description: 'a whole number of bytes from 1 to 16777216' }),
      ),
      expect: Type.Optional(Expect),
    }),
  ),
  tcp: Type.Optional(
    map('a map of host and port', {
      host: text('a host'),
      port: Type.Integer({ minimum: 1, maximum: 65_535, description: 'a port from 1 to 65535' }),
    }),
  ),
  postgres: Type.Optional(
    map('a map of url and query', { url: Url, query: Type.Optional(text('SQL whose columns are named like metrics')) }),
  ),
  redis: Type.Optional(map('a map of url and token', { url: Url, token: Type.Optional(text("the gateway's token")) })),
  prometheus: Type.Optional(map('a map of url and keep', { url: Url, keep: Keep })),
  telegram: Type.Optional(map('a map of apiRoot and token', { apiRoot: Url, token: text("the bot's token") })),
}
export const checkKinds = Object.keys(checks) as (keyof typeof checks)[]

const whole = { minimum: 1, maximum: 1000, description: 'a whole number from 1 to 1000' }
const Discover = Type.Union(
  [Type.Literal(true), map('a map of expect', { expect: Type.Optional(Type.Integer(whole)) })],
  { description: 'true, or a map of expect with a whole number from 1 to 1000' },
)

const pace = { interval: Type.Optional(Span), timeout: Type.Optional(Span) }

const TargetShape = Type.Object(
  {
    id: Id,
    name: text('a name'),
    group: text('a group'),
    ...pace,
    grace: Type.Optional(Duration),
    discover: Type.Optional(Discover),
    ...checks,
  },
  {
    additionalProperties: false,
    description: 'a target: id, name, group and a check',
    oneOf: checkKinds.map((kind) => ({ required: [kind] })),
  },
)
const ScrapeShape = map('a scrape: id, url and keep', {
  id: Id,
  url: Url,
  keep: Keep,
  instance: Type.Optional(text('the label that its series get')),
  discover: Type.Optional(Type.Literal(true, { description: 'true' })),
  ...pace,
})
const ScaleShape = map('a map of process, max, by and perInstance', {
  process: Type.Enum(['web', 'bot'], { description: 'web or bot' }),
  max: Type.Integer(whole),
  by: Type.Optional(Type.Integer(whole)),
  perInstance: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'a number above 0' })),
})
const RuleShape = map('a rule: id, expr, severity and summary', {
  id: Id,
  expr: text('PromQL of an instant vector'),
  for: Type.Optional(Duration),
  keepFiringFor: Type.Optional(Duration),
  severity: Type.Enum(['critical', 'warning', 'info'], { description: 'critical, warning or info' }),
  summary: Type.String({ pattern: '^\\s*\\S.*\\s*$', description: 'a summary of one line' }),
  description: Type.Optional(text('a description')),
  runbook: Type.Optional(text('a heading of docs/runbook.md')),
  labels: Type.Optional(Texts),
  target: Type.Optional(text('the id of a target')),
  scale: Type.Optional(ScaleShape),
})

/** monitoring.yaml as it is written; what its texts mean is not looked at. */
export const MonitoringShape = map('a map with targets, scrapes and rules', {
  defaults: Type.Optional(map('a map of interval, timeout and grace', { ...pace, grace: Type.Optional(Duration) })),
  targets: Type.Array(TargetShape, { minItems: 1, description: 'a list of at least one target' }),
  scrapes: Type.Optional(Type.Array(ScrapeShape, { description: 'a list of scrapes' })),
  rules: Type.Optional(Type.Array(RuleShape, { description: 'a list of rules' })),
})
export type MonitoringShape = Static<typeof MonitoringShape>
export type TargetShape = Static<typeof TargetShape>
export type ScrapeShape = Static<typeof ScrapeShape>
export type RuleShape = Static<typeof RuleShape>

/** The text of monitoring.schema.json. */
export function schemaText(): string {
  const head = { $schema: 'http://json-schema.org/draft-07/schema#', title: 'monitoring.yaml' }
  return `${JSON.stringify({ ...head, ...MonitoringShape }, null, 2)}\n`
}
