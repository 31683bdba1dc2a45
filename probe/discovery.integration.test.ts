import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPromql, readQuery } from '../metrics/promql/query.ts'
import { createSeries } from '../metrics/series.ts'
import { silentLog } from '../platform/log.ts'
import { startNameServer } from '../test/support/name-server.ts'
import { runSpec } from './checks/checks.ts'
import { createDiscovery } from './discover.ts'
import { createLooks } from './look.ts'
import { createProbeMetrics } from './metrics.ts'
import type { HttpSpec, Scrape, Target } from './model/target.ts'
import { createRecorder } from './record.ts'
import { createResolveName } from './resolve-name.ts'
import { createRunCheck } from './run-check.ts'

const name = 'bot.process.app.test'
const hosts = ['127.0.0.1', '127.0.0.2'] as const

/** A machine of the bot: it says which Host it was asked for. */
async function startMachine(host: string, port: number) {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.host)
    response.end(request.url === '/metrics' ? `machine_number ${host.at(-1)}\n` : '{"status":"healthy"}')
  })
  await listening(server, host, port)
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()))
  return { asked, close, port: (server.address() as AddressInfo).port }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

async function createBench() {
  const names = await startNameServer()
  const first = await startMachine(hosts[0], 0)
  const second = await startMachine(hosts[1], first.port)
  const discover = { name, port: first.port }
  const target: Target = {
    ...{ id: 'bot', name: 'Bot', group: 'G', intervalMs: 5000, timeoutMs: 2000, graceMs: 0, discover },
    ...{ check: { kind: 'tcp', host: name, port: first.port }, expectedInstances: 2 },
  }
  const http: Target = { ...target, check: httpOf(`http://${name}:${first.port}/health`) }
  const scrape: Scrape = {
    ...{ id: 'bot', intervalMs: 5000, timeoutMs: 2000, instance: 'bot', discover },
    check: { kind: 'prometheus', url: `http://${name}:${first.port}/metrics`, keep: ['machine_number'] },
  }
  let at = 1_800_000_000_000
  const now = () => at
  const series = createSeries()
  const registry = new Registry()
  const recorder = createRecorder({
    ...{ targets: [target], series, location: 'here', startedAt: now(), now, onChange: () => {} },
    metrics: createProbeMetrics(registry),
  })
  const discovery = createDiscovery({
    resolve: createResolveName({ servers: [names.server], askMachine: async () => [] }),
    onAnswer: (_name, addresses) => recorder.recordDiscovery(target, addresses?.length ?? null),
    log: silentLog,
  })
  const present: (readonly string[])[] = []
  const gone: string[] = []
  const looks = createLooks({
    ...{ discovery, recorder, log: silentLog, runCheck: createRunCheck({ runSpec, now, log: silentLog }) },
    instancesAre: (_target, instances) => present.push(instances),
    instanceGone: (instance) => gone.push(instance),
  })
  const promql = createPromql({ storage: series, now: () => 0 })
  return {
    ...{ names, first, second, target, http, scrape, looks, present, gone, registry, recorder },
    round: async (zone: Parameters<typeof names.tell>[1], look: Target = target) => {
      at += look.intervalMs
      names.tell(name, zone)
      await discovery.refresh(name)
      return looks.target(look, { onGrid: true })
    },
    /** Values by their `instance`, or by `target` where they have none. */
    ask: (text: string) => {
      const result = promql.instant(readQuery(text), now())
      if (result.type !== 'vector') return {}
      return Object.fromEntries(result.elements.map(({ labels, value }) => [String(labels.pairs.at(0)), value]))
    },
    close: () => Promise.all([names.close(), first.close(), second.close()]),
  }
}

const httpOf = (url: string): HttpSpec => ({
  ...({ kind: 'http', url, method: 'GET', headers: {}, maxBodyBytes: 1000 } as const),
  expect: { json: { status: 'healthy' } },
})

let bench: Awaited<ReturnType<typeof createBench>>
beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench.close())

const byInstance = (metric: string) => bench.ask(`sum by (instance) (${metric})`)
const ofTarget = (metric: string) => bench.ask(`sum by (target) (${metric})`)['target,bot']
const labelOf = (host: string) => `instance,${host}:${bench.first.port}`

test('each machine behind the name is asked, under that name', async () => {
  await bench.round(hosts, bench.http)
  expect(bench.first.asked).toEqual([`${name}:${bench.first.port}`])
  expect(bench.second.asked).toEqual(bench.first.asked)
  expect(ofTarget('discovered_instances')).toBe(2)
  expect(ofTarget('expected_instances')).toBe(2)
  expect(ofTarget('probe_success')).toBe(1)
  expect(byInstance('probe_instance_success')).toEqual({ [labelOf(hosts[0])]: 1, [labelOf(hosts[1])]: 1 })
})

test('a machine that fails is told apart, and the target is up while another serves', async () => {
  await bench.round(hosts)
  await bench.second.close()
  expect(await bench.round(hosts)).toBe(1)
  expect(await bench.round(hosts)).toBe(2)
  expect(await bench.round(hosts)).toBe(3)
  expect(byInstance('probe_instance_failures_in_a_row')).toEqual({ [labelOf(hosts[0])]: 0, [labelOf(hosts[1])]: 3 })
  expect(ofTarget('probe_failures_in_a_row')).toBe(0)
  expect(bench.recorder.view(bench.target, []).status).toBe('up')
})

test('when all fail the target is down', async () => {
  await bench.round(hosts)
  await Promise.all([bench.first.close(), bench.second.close()])
  for (const failures of [1, 2, 3]) expect(await bench.round(hosts)).toBe(failures)
  expect(ofTarget('probe_failures_in_a_row')).toBe(3)
  expect(ofTarget('probe_success')).toBe(0)
})

test('a machine that leaves the name takes its series along and is told as gone', async () => {
  await bench.round(hosts)
  await bench.looks.scrape(bench.scrape)
  expect(byInstance('machine_number')).toEqual({ [labelOf(hosts[0])]: 1, [labelOf(hosts[1])]: 2 })
  await bench.round([hosts[0]])
  await bench.looks.scrape(bench.scrape)
  expect(byInstance('probe_instance_success')).toEqual({ [labelOf(hosts[0])]: 1 })
  expect(byInstance('machine_number')).toEqual({ [labelOf(hosts[0])]: 1 })
  expect(bench.present.at(-1)).toEqual([`${hosts[0]}:${bench.first.port}`])
  expect(bench.gone).toEqual([`${hosts[1]}:${bench.first.port}`])
  expect(ofTarget('discovered_instances')).toBe(1)
})

test.each([
  { name: 'an empty answer', zone: [] },
  { name: 'a name that does not exist', zone: 'no-such-name' as const },
])('$name is a target without an instance, and that is down', async ({ zone }) => {
  await bench.round(hosts)
  for (const failures of [1, 2, 3]) expect(await bench.round(zone)).toBe(failures)
  expect(ofTarget('discovered_instances')).toBe(0)
  expect(ofTarget('probe_success')).toBe(0)
  expect(ofTarget('probe_failures_in_a_row')).toBe(3)
  expect(byInstance('probe_instance_success')).toEqual({})
})

test('a name service that fails gives no sample, and what was found before is looked at on', async () => {
  await bench.round(hosts)
  await bench.round('server-failure')
  expect(ofTarget('discovered_instances')).toBeUndefined()
  expect(ofTarget('probe_success')).toBe(1)
  expect(Object.keys(byInstance('probe_instance_success'))).toHaveLength(2)
  expect(await bench.registry.metrics()).not.toContain('discovered_instances{')
})

test('a name service that fails from the start leaves the target unknown', async () => {
  expect(await bench.round('server-failure')).toBe(0)
  expect(ofTarget('probe_success')).toBeUndefined()
  expect(bench.recorder.isComplete()).toBe(false)
  expect(bench.recorder.view(bench.target, []).status).toBe('unknown')
})
