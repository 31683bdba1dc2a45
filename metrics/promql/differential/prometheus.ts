import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { formatSeries } from '../../model/labels.ts'
import { formatFloat } from '../go-math.ts'
import type { MadeSeries } from './series.ts'

const run = promisify(execFile)
const SERVER = 'prometheus'
const TOOL = 'promtool'

/** One element of an answer: labels as Prometheus gives them, and values by Unix seconds. */
export interface AnsweredSeries {
  readonly metric: Record<string, string>
  readonly value?: [number, string]
  readonly values?: [number, string][]
}

export interface Answer {
  readonly status: 'success' | 'error'
  readonly data?: { readonly resultType: string; readonly result: AnsweredSeries[] | [number, string] }
  readonly error?: string
}

/** A Prometheus of this machine with given series in it. */
export interface RunningPrometheus {
  /** @param at Unix milliseconds. */
  instant(expr: string, at: number): Promise<Answer>
  range(expr: string, start: number, end: number, stepMs: number): Promise<Answer>
  stop(): Promise<void>
}

/** @returns undefined when there is no prometheus or promtool on PATH. */
export async function startPrometheus(series: readonly MadeSeries[]): Promise<RunningPrometheus | undefined> {
  if (!(await isInstalled(TOOL)) || !(await isInstalled(SERVER))) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'promql-differential-'))
  await writeFile(join(folder, 'series.txt'), expositionOf(series))
  await writeFile(join(folder, 'prometheus.yml'), 'global: { evaluation_interval: 1m }\n')
  await run(TOOL, ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'series.txt'), join(folder, 'data')])
  const port = await freePort()
  const child = spawn(SERVER, argumentsFor(folder, port), { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await ready(url, child)
  const ask = (path: string, parameters: Record<string, string>): Promise<Answer> =>
    fetch(`${url}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(parameters) }).then(
      (answer) => answer.json() as Promise<Answer>,
    )
  return {
    instant: (query, at) => ask('query', { query, time: seconds(at) }),
    range: (query, start, end, stepMs) =>
      ask('query_range', { query, start: seconds(start), end: seconds(end), step: seconds(stepMs) }),
    async stop() {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
      await rm(folder, { recursive: true })
    },
  }
}

function argumentsFor(folder: string, port: number): string[] {
  return [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    '--storage.tsdb.retention.time=100y',
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=error',
  ]
}

async function isInstalled(program: string): Promise<boolean> {
  return run(program, ['--version']).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return address.port
}

/** Asks until it serves; a process that ended will never serve. */
async function ready(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const serves = await fetch(`${url}/-/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (serves) return
  }
  throw new Error(`prometheus ended with status ${child.exitCode}`)
}

/** One metric family after the other, as OpenMetrics wants it. */
function expositionOf(series: readonly MadeSeries[]): string {
  const lines = series.flatMap(({ labels, samples }) => {
    const name = formatSeries(labels)
    return samples.map(({ at, value }) => `${name.replaceAll('", ', '",')} ${formatFloat(value)} ${seconds(at)}`)
  })
  return `${lines.join('\n')}\n# EOF\n`
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3)
}
