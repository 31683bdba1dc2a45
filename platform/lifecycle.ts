import type { Log } from './log.ts'

/** SIGTERM to exit, all steps together; contracts allow 10 s. */
const stopWithinMs = 9500

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
 */
export async function runProcess(start: (lifecycle: Lifecycle) => Promise<void>, log: () => Log): Promise<void> {
  const stop = createStop(log)
  listenForTheEnd(stop.lifecycle)
  dieOfTheUncaught(log)
  const started = start(stop.lifecycle).catch((error) => {
    if (stop.lifecycle.signal.aborted) return
    complain(error, log)
    process.exitCode = 1
    stop.lifecycle.stop('the start failed')
  })
  const reason = await stop.begun
  if (process.exitCode === undefined) log().info({ reason }, 'stopping')
  exitLater(log)
  await stop.runSteps()
  // A start that was still under way may have opened more.
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

/** A second Ctrl-C at a terminal means now. */
function listenForTheEnd(lifecycle: Lifecycle): void {
  process.on('SIGTERM', () => lifecycle.stop('SIGTERM'))
  process.on('SIGINT', () => {
    if (lifecycle.signal.aborted && process.stdin.isTTY) process.exit(130)
    lifecycle.stop('SIGINT')
  })
  process.on('disconnect', () => lifecycle.stop('the parent process is gone'))
}

/** State is unknown after an error that nobody caught: say it, and let the supervisor start anew. */
function dieOfTheUncaught(log: () => Log): void {
  process.on('uncaughtException', (error) => {
    log().error({ err: error }, 'an error that nobody caught')
    process.exit(1)
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
  }, stopWithinMs).unref()
}
