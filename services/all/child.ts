import { type ChildProcess, fork } from 'node:child_process'
import type { Environment } from '../../platform/config/read.ts'
import { StartError } from '../../platform/lifecycle.ts'
import { nextRestartDelay } from './restart-delay.ts'

export interface ChildOptions {
  name: string
  /** The file that node runs. */
  entry: string
  env: Environment
  /** One line of its standard output or error. */
  onLine: (line: string) => void
  /** It died without being asked; the next one starts in `restartInMs`. */
  onDeath: (how: string, restartInMs: number) => void
  /** A new process runs, or none (null). */
  onPid: (pid: number | null) => void
}

export interface Child {
  /** Resolves when it serves for the first time; rejects when its first life ends before that, or it is stopped. */
  firstReady: Promise<void>
  /** SIGTERM, then after `withinMs` SIGKILL. Resolves when it is gone. */
  stop(withinMs: number): Promise<void>
}

/** Keeps one child process alive. */
export function keepAlive(options: ChildOptions): Child {
  const ready = Promise.withResolvers<void>()
  ready.promise.catch(() => {})
  let current: ChildProcess | null = null
  let restart: NodeJS.Timeout | undefined
  let lastDelayMs: number | null = null
  let stopping = false
  let served = false

  const start = () => {
    const bornAt = performance.now()
    const child = fork(options.entry, { env: options.env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    current = child
    options.onPid(child.pid ?? null)
    for (const stream of [child.stdout, child.stderr]) eachLine(stream, options.onLine)
    child.once('message', () => {
      served = true
      ready.resolve()
    })
    const gone = (how: string) => {
      if (current !== child) return
      current = null
      options.onPid(null)
      if (!stopping) mourn(how, performance.now() - bornAt)
    }
    child.once('error', (error) => gone(error.message))
    child.once('exit', (code, signal) => gone(signal ?? `exit code ${code}`))
  }

  const mourn = (how: string, livedMs: number) => {
    if (!served) return ready.reject(new StartError(`${options.name} did not start (${how})`))
    lastDelayMs = nextRestartDelay(lastDelayMs, livedMs)
    options.onDeath(how, lastDelayMs)
    restart = setTimeout(start, lastDelayMs)
  }

  start()
  return {
    firstReady: ready.promise,
    stop: async (withinMs) => {
      stopping = true
      clearTimeout(restart)
      ready.reject(new StartError(`${options.name} was stopped before it served`))
      if (current !== null) await end(current, withinMs)
    },
  }
}

async function end(child: ChildProcess, withinMs: number): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  // A stopped (SIGSTOP) child would not see its SIGTERM before this.
  child.kill('SIGCONT')
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs)
  await gone
  clearTimeout(timer)
}

function eachLine(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = ''
  stream?.setEncoding('utf8')
  stream?.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  stream?.on('end', () => rest !== '' && onLine(rest))
}
