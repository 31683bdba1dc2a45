import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schemaText } from './monitoring/shape.ts'
import { type Fault, MonitoringError, readMonitoring } from './monitoring.ts'

const repository = new URL('../', import.meta.url)
const fileOf = (name: string) => readFileSync(new URL(name, repository), 'utf8')

const values = {
  WEB_URL: 'http://127.0.0.1:8000/',
  API_URL: 'http://127.0.0.1:5000',
  BOT_URL: 'http://127.0.0.1:8080',
  PROBE_URL: null,
  DATABASE_URL: 'postgres://app:hunter2@127.0.0.1/app',
  CACHE_URL: 'http://127.0.0.1:7000',
  CACHE_TOKEN: 'hunter3',
  TELEGRAM_API_ROOT: 'http://127.0.0.1:7100/',
  TELEGRAM_BOT_TOKEN: '1:hunter4',
}

const placeholder = (name: string) => `$\{${name}}`
const target = 'targets:\n  - id: a\n    name: A\n    group: G\n'
const rule = `${target}    http: {url: http://a}\nrules:\n  - id: r\n    severity: info\n    summary: s\n`

function faultsOf(text: string, given: Record<string, string | null> = values): readonly Fault[] {
  try {
    readMonitoring(text, given)
  } catch (error) {
    if (error instanceof MonitoringError) return error.faults
    throw error
  }
  return []
}

function linesOf(text: string): string[] {
  return faultsOf(text).map(({ line, column, wanted }) => `${line}:${column} ${wanted}`)
}

const monitoring = readMonitoring(fileOf('monitoring.yaml'), values)

test('the file of the repository watches the seven targets', () => {
  expect(monitoring.targets.map(({ id, group, intervalMs }) => [id, group, intervalMs])).toEqual([
    ['web', 'For people', 5000],
    ['api', 'For people', 5000],
    ['bot', 'Conversation', 5000],
    ['webhook-queue', 'Conversation', 5000],
    ['telegram', 'Conversation', 15_000],
    ['postgres', 'Foundations', 5000],
    ['cache', 'Foundations', 5000],
  ])
  expect(monitoring.scrapes.map(({ id }) => id)).toEqual(['api', 'bot'])
})

test('every rule has its heading in the runbook, and every heading its rule', () => {
  const headings = [...fileOf('docs/runbook.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
  expect(monitoring.rules.map(({ id, runbook = id }) => runbook).toSorted()).toEqual(headings.toSorted())
})

test('the committed schema is up to date: node probe/monitoring/schema-main.ts', () => {
  expect(fileOf('monitoring.schema.json')).toBe(schemaText())
})

test('editors find the schema', () => {
  expect(fileOf('monitoring.yaml').split('\n')[0]).toBe('# yaml-language-server: $schema=./monitoring.schema.json')
})

test('an address that ends in a slash does not double it', () => {
  expect(monitoring.targets[0]?.check).toMatchObject({ url: 'http://127.0.0.1:8000/health' })
  expect(monitoring.targets[4]?.check).toMatchObject({ apiRoot: 'http://127.0.0.1:7100', token: '1:hunter4' })
})

test('what a target leaves out comes from defaults, and else is 30 s, 10 s and 30 s', () => {
  const own = readMonitoring(`defaults: {timeout: 2s}\n${target}    grace: 0s\n    tcp: {host: a, port: 1}`, values)
  expect(own.targets).toEqual([
    {
      id: 'a',
      name: 'A',
      group: 'G',
      intervalMs: 30_000,
      timeoutMs: 2000,
      graceMs: 0,
      check: { kind: 'tcp', host: 'a', port: 1 },
    },
  ])
  const bare = readMonitoring(`${target}    tcp: {host: a, port: 1}`, values).targets[0]
  expect(bare).toMatchObject({ timeoutMs: 10_000, graceMs: 30_000 })
  expect(readMonitoring(`${rule}    expr: up > 1`, values)).toMatchObject({
    scrapes: [],
    rules: [{ forMs: 0, keepFiringMs: 0 }],
  })
})

test.each([
  {
    name: 'the name and the port of an address are discovered',
    target: 'discover: true\n    http: {url: "http://bots.internal:8080/health"}',
    has: { discover: { name: 'bots.internal', port: 8080 }, expectedInstances: 1 },
  },
  {
    name: 'an address without a port has that of its scheme',
    target: 'discover: {expect: 3}\n    http: {url: "https://a"}',
    has: { discover: { name: 'a', port: 443 }, expectedInstances: 3 },
  },
  {
    name: 'an address of IPv6 loses its brackets, and a map without a number expects one',
    target: 'discover: {}\n    prometheus: {url: "http://[::1]/metrics", keep: [up]}',
    has: { discover: { name: '::1', port: 80 }, expectedInstances: 1 },
  },
  {
    name: 'a host and a port are taken as they are',
    target: 'discover: true\n    tcp: {host: a, port: 7}',
    has: { discover: { name: 'a', port: 7 } },
  },
])('$name', ({ target: lines, has }) => {
  expect(readMonitoring(`${target}    ${lines}`, values).targets[0]).toMatchObject(has)
})

test('a scrape can be discovered as well', () => {
  const scrapes = 'scrapes:\n  - {id: s, url: "http://a:9/metrics", keep: [up], discover: true}'
  const text = `${target}    tcp: {host: a, port: 1}\n${scrapes}`
  expect(readMonitoring(text, values).scrapes[0]).toMatchObject({ discover: { name: 'a', port: 9 } })
})

test('an empty token is none', () => {
  const { targets } = readMonitoring(fileOf('monitoring.yaml'), { ...values, CACHE_TOKEN: '' })
  expect(targets.at(-1)?.check).toMatchObject({ kind: 'redis', token: null })
})

test.each([
  { name: 'an empty file', text: '', faults: ['1:1 a map with targets, scrapes and rules'] },
  { name: 'a list', text: '- 1', faults: ['1:1 a map with targets, scrapes and rules'] },
  { name: 'no targets', text: 'targets: []', faults: ['1:10 a list of at least one target'] },
  { name: 'an empty item', text: 'targets:\n  -', faults: ['2:4 a target: id, name, group and a check'] },
  {
    name: 'two documents',
    text: `${target}    tcp: {host: a, port: 1}\n---\na: 1`,
    faults: [expect.stringMatching(/^6:1 YAML: /)],
  },
  {
    name: 'a tab as indentation',
    text: 'targets:\n\t- 1',
    faults: [expect.stringMatching(/^2:1 YAML: Tabs/)],
  },
  { name: 'an alias', text: 'targets: &a\n  - *a', faults: ['2:5 the value itself, not an alias'] },
  { name: 'no check', text: target, faults: ['2:5 exactly one of http, tcp, postgres, redis, prometheus, telegram'] },
  {
    name: 'two checks',
    text: `${target}    http: {url: http://a}\n    tcp: {host: a, port: 1}`,
    faults: ['2:5 exactly one of http, tcp, postgres, redis, prometheus, telegram'],
  },
  {
    name: 'a discovery of what there is one of',
    text: `${target}    discover: true\n    redis: {url: redis://a}`,
    faults: ['5:5 a check of http, tcp, prometheus beside discover: of others there is one'],
  },
  {
    name: 'a discovery that expects none',
    text: `${target}    discover: {expect: 0}\n    tcp: {host: a, port: 1}`,
    faults: ['5:15 true, or a map of expect with a whole number from 1 to 1000'],
  },
  {
    name: 'a scrape with an instance of its own and others behind its name',
    text: `${target}    tcp: {host: a, port: 1}\nscrapes:\n  - {id: s, url: http://a, keep: [up], discover: true, instance: b}`,
    faults: ['7:56 no instance beside discover'],
  },
  { name: 'port 0', text: `${target}    tcp: {host: a, port: 0}`, faults: ['5:26 a port from 1 to 65535'] },
  { name: 'port 65536', text: `${target}    tcp: {host: a, port: 65536}`, faults: ['5:26 a port from 1 to 65535'] },
  {
    name: 'an address of another kind',
    text: `${target}    postgres: {url: http://a}`,
    faults: ['5:21 a URL that begins with postgres: or postgresql:'],
  },
  {
    name: 'no address',
    text: `${target}    http: {url: web}`,
    faults: ['5:17 a URL that begins with http: or https:'],
  },
  {
    name: 'a pattern that is none',
    text: `${target}    prometheus: {url: http://a, keep: ['a(']}`,
    faults: ['5:40 a regular expression as RE2 knows it'],
  },
  {
    name: 'a path that is none',
    text: `${target}    http: {url: http://a, expect: {json: {a..b: 1}}}`,
    faults: ['5:43 a path such as a.b[0].c'],
  },
  {
    name: 'an interval of nothing',
    text: `${target}    tcp: {host: a, port: 1}\n    interval: 0s`,
    faults: ['6:15 a duration above 0 such as 300ms, 5s or 1m30s'],
  },
  {
    name: 'a duration without a unit',
    text: `${target}    tcp: {host: a, port: 1}\n    timeout: 5`,
    faults: ['6:14 a duration above 0 such as 300ms, 5s or 1m30s'],
  },
  {
    name: 'an unknown target of a rule',
    text: `${rule}    expr: up > 1\n    target: b`,
    faults: ['11:13 the id of a target in this file'],
  },
  {
    name: 'a summary of two lines',
    text: `${rule}    expr: up > 1`.replace('summary: s', 'summary: "s\\nt"'),
    faults: ['9:14 a summary of one line'],
  },
  {
    name: 'a matrix as expression',
    text: `${rule}    expr: up[5m]`,
    faults: ['10:11 PromQL of an instant vector: a rule needs an instant vector, got matrix'],
  },
])('$name is a fault', ({ text, faults }) => {
  expect(linesOf(text)).toEqual(faults)
})

test.each([
  { name: 'in a plain text', expr: 'up > )', at: [10, 16] },
  { name: 'in a literal block', expr: '|\n      up\n        > )', at: [12, 11] },
  { name: 'in a block with a comment', expr: '| # why\n      up > )', at: [11, 12] },
  { name: 'in a folded block', expr: '>\n      up\n      > )', at: [12, 9] },
  { name: 'in a plain text of two lines', expr: 'up\n      > )', at: [11, 9] },
  { name: 'behind single quotes', expr: `'up{a="''"} > )'`, at: [10, 25] },
  { name: 'behind double quotes', expr: String.raw`"up{a=\"b\"}\n > )"`, at: [10, 28] },
  { name: 'at the end', expr: '|\n      up >\n\n', at: [11, 11] },
])('bad PromQL $name is told where it stands', ({ expr, at }) => {
  const [fault, ...more] = faultsOf(`${rule}    expr: ${expr}`)
  expect([fault?.line, fault?.column]).toEqual(at)
  expect(fault?.wanted).toMatch(/^PromQL of an instant vector: unexpected/)
  expect(more).toEqual([])
})

test('a file with many faults tells them all, in its order', () => {
  const text = [
    'colour: red',
    'defaults: {interval: soon, grace: -1s}',
    'targets:',
    `  - {id: A b, name: 5, group: "", http: {url: "${placeholder('NOWHERE')}", method: get, expect: {status: 99, body: ''}}}`,
    `  - {id: a, name: A, group: G, tcp: {host: "${placeholder('PROBE_URL')}", port: x, tls: true}, grace: long}`,
    `  - {id: a, name: "${placeholder('WEB_URL')}", group: G, redis: {url: "${placeholder('CACHE_URL').slice(0, -1)}"}}`,
    'rules:',
    '  - {id: r, expr: "up >", severity: high, summary: "{{ $oops }}", target: b, scale: {process: api, max: 0}}',
  ].join('\n')
  const lines = text.split('\n')
  const pointedAt = faultsOf(text).map(
    ({ line, column }) => /^"?[^\s:,{}"']*/.exec(lines[line - 1]?.slice(column - 1) ?? '')?.[0],
  )
  expect(pointedAt).toEqual([
    ...['colour', 'soon', '-1s'],
    ...['A', '5', '"', '$', 'get', '99', ''],
    ...['$', 'x', 'tls', 'long'],
    ...['a', '"$', '$'],
    ...['"', 'high', '"', 'b', 'api', '0'],
  ])
})

test('a key that stands twice hides no other fault', () => {
  expect(linesOf(`${target}    tcp: {host: a, port: 0}\n    id: b`)).toEqual([
    '5:26 a port from 1 to 65535',
    '6:5 YAML: Map keys must be unique',
  ])
})

test('the message has a line for each fault', () => {
  expect(() => readMonitoring('targets: 1\nrules: 2', values)).toThrow(
    'monitoring.yaml:1:10 wanted a list of at least one target\nmonitoring.yaml:2:8 wanted a list of rules',
  )
})

test.each(['PROBE_URL', 'CACHE_TOKEN', 'WEB_URL'])('%s that is not set is told by its name', (name) => {
  const text = `${target}    http: {url: http://a, headers: {x: "${placeholder(name)}"}}`
  expect(faultsOf(text, { [name]: null })).toEqual([
    { line: 5, column: 41, wanted: `${name} to be set in the environment` },
  ])
  expect(faultsOf(text, {})).toHaveLength(1)
  expect(faultsOf(text, { [name]: 'x' })).toEqual([])
})

test.each([
  `expect: {body: "${placeholder('CACHE_TOKEN')}"}`,
  `expect: {headers: {x: "${placeholder('CACHE_TOKEN')}"}}`,
  `method: "${placeholder('CACHE_TOKEN')}"`,
])('a secret cannot be named where a message could tell it: %s', (where) => {
  expect(linesOf(`${target}    http: {url: http://a, ${where}}`)).toContainEqual(
    expect.stringContaining('no placeholder here'),
  )
})

test('no value of a placeholder is told', () => {
  const secret = 'ftp://hunter2\n\\'
  const given = Object.fromEntries(Object.keys(values).map((name) => [name, secret]))
  const faults = faultsOf(fileOf('monitoring.yaml'), given)
  expect(faults.length).toBeGreaterThan(5)
  expect(JSON.stringify(faults)).not.toContain('hunter2')
})

test('a value is filled as it is, whatever signs it has', () => {
  const token = `$&$1${placeholder('WEB_URL')}'`
  const { targets } = readMonitoring(fileOf('monitoring.yaml'), { ...values, CACHE_TOKEN: token })
  expect(targets.at(-1)?.check).toMatchObject({ token })
})
