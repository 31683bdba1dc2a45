import type { Log } from '../platform/log.ts'
import type { Discovery } from './discover.ts'
import { type InstanceLook, instanceName, lookAt } from './model/instances.ts'
import type { Result } from './model/result.ts'
import type { Discover, Look, Scrape, Target } from './model/target.ts'
import type { Recorder } from './record.ts'
import type { Turn } from './schedule.ts'

export interface LookDeps {
  runCheck: (look: Look) => Promise<Result>
  discovery: Pick<Discovery, 'addressesOf'>
  recorder: Pick<Recorder, 'record' | 'recordInstances' | 'recordScrape' | 'forgetScrape'>
  /** All instances of a target; those that open incidents speak of and that are not among them are gone. */
  instancesAre: (targetId: string, instances: readonly string[]) => void
  /** An instance that was scraped is there no more. */
  instanceGone: (instance: string) => void
  log: Log
}

/** Looks at a target or a scrape: at the one place that it names, or at each instance behind its name. */
export function createLooks({ runCheck, discovery, recorder, log, ...alerts }: LookDeps) {
  /** The instances that were there at the last look, by the id of what was looked at. */
  const scraped = new Map<string, readonly string[]>()
  const told = new Map<string, readonly string[]>()

  /** @returns null when it is not known yet who stands behind the name. */
  async function lookAtEach(look: Look, { name, port }: Discover): Promise<InstanceLook[] | null> {
    const addresses = await discovery.addressesOf(name)
    if (addresses === null) return null
    const each = addresses.map(async (address) => ({
      instance: instanceName(address, port),
      result: await runCheck(lookAt(look, address)),
    }))
    return Promise.all(each)
  }

  function forgetGone(scrape: Scrape, present: readonly string[]): void {
    const gone = (scraped.get(scrape.id) ?? []).filter((instance) => !present.includes(instance))
    scraped.set(scrape.id, present)
    for (const instance of gone) {
      recorder.forgetScrape(scrape, instance)
      alerts.instanceGone(instance)
    }
  }

  function tellInstances({ id }: Target, present: readonly string[]): void {
    if (String(told.get(id)) === String(present)) return
    told.set(id, present)
    alerts.instancesAre(id, present)
  }

  function logFirst({ id }: Target, failures: number, results: readonly Result[]): number {
    const failed = results.find(({ failure }) => failure !== null)
    if (failures === 1) log.warn({ target: id, ...failed?.failure }, 'a check failed')
    return failures
  }

  return {
    /** @returns failures in a row, this one counted. */
    async target(target: Target, turn: Turn): Promise<number> {
      if (target.discover === undefined) {
        const result = await runCheck(target)
        return logFirst(target, recorder.record(target, result, turn), [result])
      }
      const looks = await lookAtEach(target, target.discover)
      if (looks === null) return 0
      const failures = recorder.recordInstances(target, looks, turn)
      tellInstances(target, looks.map(nameOf))
      return logFirst(target, failures, looks.map(resultOf))
    },

    /** @returns 0: a scrape is not confirmed. */
    async scrape(scrape: Scrape): Promise<number> {
      const { discover, instance } = scrape
      if (discover === undefined) {
        recorder.recordScrape(scrape, { instance, result: await runCheck(scrape) })
        return 0
      }
      const looks = await lookAtEach(scrape, discover)
      if (looks === null) return 0
      for (const look of looks) recorder.recordScrape(scrape, look)
      forgetGone(scrape, looks.map(nameOf))
      return 0
    },
  }
}

const nameOf = ({ instance }: InstanceLook) => instance
const resultOf = ({ result }: InstanceLook) => result
