import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Duplex } from 'node:stream'
import type { Log } from '../../log.ts'

export interface Launched {
  pid: number
  ended(): boolean
  /** The last line the server wrote. */
  lastWords(): string
  stop(): Promise<void>
}

const stopWithinMs = 5_000

/**
 * Runs the server and ends it when descriptor 3 closes: by `stop`, or because this process is gone, killed or not.
 * Standard input carries the configuration; it is kept as 4, since a shell gives its background jobs none.
 */
const guard = `
exec 4<&0
"$0" - <&4 4<&- 3<&- &
server=$!
{ read -r _ <&3; kill "$server"; } 2>/dev/null &
lifeline=$!
wait "$server"
status=$?
kill "$lifeline" 2>/dev/null
exit "$status"
`

/** Starts a Redis server by its configuration. It is its own process group: Ctrl-C is for us to hear, not for it. */
export function launch(program: string, configuration: string, log: Log): Launched {
  const child = spawn('sh', ['-c', guard, program], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'], detached: true })
  const { promise: end, resolve: onEnd } = Promise.withResolvers<void>()
  let ended = false
  let lastWords = 'it said nothing'
  const settle = (reason?: string) => {
    ended = true
    lastWords = reason ?? lastWords
    onEnd()
  }
  child.once('error', () => settle('a shell could not be started'))
  child.once('close', () => settle())

  const hear = (line: string) => {
    lastWords = line
    log.debug({ line }, 'the Redis server said')
  }
  for (const output of [child.stdout, child.stderr]) createInterface(output).on('line', hear)
  const lifeline = child.stdio[3] as Duplex
  for (const stream of [child.stdin, lifeline]) stream.on('error', () => {}) // EPIPE: the server ended first, which 'close' tells.
  child.stdin.end(configuration)

  async function stop(): Promise<void> {
    lifeline.destroy()
    const timer = setTimeout(() => kill(child.pid), stopWithinMs)
    await end
    clearTimeout(timer)
  }
  return { pid: child.pid ?? 0, ended: () => ended, lastWords: () => lastWords, stop }
}

/** Kills the whole group: the shell and the server. */
function kill(groupId: number | undefined): void {
  try {
    if (groupId !== undefined) process.kill(-groupId, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
