import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'

/** SIGTERM to exit, all steps together; contracts allow 10 s. */
const stopWithinMs = 9500
/** A start that is under way when the stop begins gets so long to notice, so that nothing is opened behind the stop. */
const startEndsWithinMs = 4000
const lastWordsWithinMs = 2000

/** The start cannot go on; `message` is the one line that a person needs. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

export interface Lifecycle {
  /** Registers a step of the stop; the last registered runs first. */
  onStop(step: string, stop: () => unknown): void
  /** Begins the stop; further calls change nothing. */
  stop(reason: string): void
  /** Aborted once the stop has begun. */
  readonly signal: AbortSignal
}

/**
 * Frames a process: runs `start`, then waits for SIGTERM, SIGINT or the loss of its parent, stops in reverse order
 * and exits with 0. A start that fails, a stop that does not end in time, and an error nobody caught exit with 1.
 *
 * @param log is a function, as the log exists only once the settings are read.
 * @param lastWords reports an error that nobody caught, before the process ends of it.
 */
export async function runProcess(
  start: (lifecycle: Lifecycle) => Promise<void>,
  log: () => Log,
  lastWords: (error: unknown) => Promise<void> = async () => {},
): Promise<void> {
  const stop = createStop(log)
  listenForTheEnd(stop.lifecycle)
  dieOfTheUncaught(log, lastWords)
  const started = start(stop.lifecycle).catch((error) => {
    if (stop.lifecycle.signal.aborted) return
    complain(error, log)
    process.exitCode = 1
    stop.lifecycle.stop('the start failed')
  })
  const reason = await stop.begun
  if (process.exitCode === undefined) log().info({ reason }, 'stopping')
  exitLater(log)
  await Promise.race([started, sleep(startEndsWithinMs)])
  await stop.runSteps()
  await started
  await stop.runSteps()
  process.exit()
}

/** Tells the parent, when there is one that listens, that this process serves. */
export function tellReady(): void {
  process.send?.({ ready: true })
}

function createStop(log: () => Log) {
  const steps: { step: string; stop: () => unknown }[] = []
  const begun = Promise.withResolvers<string>()
  const stopped = new AbortController()
  const lifecycle: Lifecycle = {
    onStop: (step, stop) => void steps.push({ step, stop }),
    stop: (reason) => {
      stopped.abort()
      begun.resolve(reason)
    },
    signal: stopped.signal,
  }
  const runSteps = async () => {
    for (let last = steps.pop(); last !== undefined; last = steps.pop()) {
      await runStep(last.step, last.stop, log)
    }
  }
  return { lifecycle, begun: begun.promise, runSteps }
}

async function runStep(step: string, stop: () => unknown, log: () => Log): Promise<void> {
  try {
    await stop()
  } catch (error) {
    log().error({ err: error, step }, 'a step of the stop failed')
  }
}

/** One Ctrl-C comes twice under npm, from the terminal and from npm: a further signal never cuts the stop short. */
function listenForTheEnd(lifecycle: Lifecycle): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => lifecycle.stop(signal))
  process.on('disconnect', () => lifecycle.stop('the parent process is gone'))
  for (const output of [process.stdout, process.stderr])
    output.on('error', () => lifecycle.stop('nobody reads the output'))
}

/** State is unknown after an error that nobody caught: say it, and let the supervisor start anew. Rejections come here too. */
function dieOfTheUncaught(log: () => Log, lastWords: (error: unknown) => Promise<void>): void {
  process.on('uncaughtException', (error) => {
    log().error({ err: error }, 'an error that nobody caught')
    setTimeout(() => process.exit(1), lastWordsWithinMs)
    lastWords(error).finally(() => process.exit(1))
  })
}

function complain(error: unknown, log: () => Log): void {
  const told = error instanceof Error && ['StartError', 'ConfigError'].includes(error.name)
  if (told) process.stderr.write(`${error.message}\n`)
  else log().error({ err: error }, 'the start failed')
}

function exitLater(log: () => Log): void {
  setTimeout(() => {
    log().error({ stopWithinMs }, 'the stop took too long')
    process.exit(1)
  }, stopWithinMs)
}
