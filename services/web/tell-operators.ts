import { randomUUID } from 'node:crypto'
import type { Command } from '../../alerts/commands.ts'
import { pauseAfter } from '../../alerts/model/pace.ts'
import type { Schedule } from '../../alerts/schedule.ts'
import type { Log } from '../../platform/log.ts'
import { breakGlassLastsMs } from '../accounts/model/session.ts'
import type { ProbeClient } from '../probe-client.ts'

export interface TellOperatorsDeps {
  probe: ProbeClient
  now: () => number
  schedule: Schedule
  log: Log
}

export interface BreakGlass {
  address: string
  requestId: string
}

/** As long as the session that is told of. */
const triesForMs = breakGlassLastsMs
/** A burst beyond this is in the log alone. */
const mostAtOnce = 20
const longestAddress = 100

/**
 * Has the operators told that somebody signed in with the dashboard's secret. The probe tells them: it alone of the two
 * has the token of the bot. In the background, again and again until the probe says that all were told.
 */
export function createTellOperators({ probe, now, schedule, log }: TellOperatorsDeps) {
  const waits = new Set<() => void>()
  let underWay = 0
  let stopped = false

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        waits.delete(over)
        cancel()
        resolve()
      }
      const cancel = schedule(ms, over)
      waits.add(over)
    })
  }

  async function tell(command: Command, requestId: string, until: number): Promise<void> {
    for (let tries = 1; !stopped && now() < until; tries += 1) {
      const answer = await probe.command(command)
      if (answer?.outcome === 'announced')
        return log.info({ ...answer, requestId }, 'operators were told of the sign-in with DASHBOARD_SECRET_KEY')
      if (tries === 1)
        log.warn({ requestId, outcome: answer?.outcome ?? 'no answer' }, 'operators were not told yet of the sign-in')
      await pause(pauseAfter(tries))
    }
    log.error({ requestId }, 'operators were not told of the sign-in with DASHBOARD_SECRET_KEY')
  }

  return {
    /** Returns at once, whatever is away. */
    brokeGlass({ address, requestId }: BreakGlass): void {
      log.warn({ address, requestId }, 'somebody signed in with DASHBOARD_SECRET_KEY')
      if (underWay >= mostAtOnce) {
        log.error({ requestId }, 'too many sign-ins at once: the operators are not told of this one')
        return
      }
      underWay += 1
      // The id of the request will not do: whoever signs in chooses it.
      const signIn = { id: randomUUID(), at: now(), endsAt: now() + breakGlassLastsMs }
      const command = { verb: 'announce-sign-in' as const, ...signIn, address: address.slice(0, longestAddress) }
      tell(command, requestId, now() + triesForMs)
        .catch((error) => log.error({ err: error, requestId }, 'operators were not told of the sign-in'))
        .finally(() => {
          underWay -= 1
        })
    },
    stop(): void {
      stopped = true
      for (const over of waits) over()
    },
  }
}
