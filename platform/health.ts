import type { Clock } from './clock.ts'

export type Health = 'healthy' | 'unhealthy' | 'unknown'

export interface HealthWatch {
  /** As last seen; `unknown` before the first answer, `unhealthy` when the last answer is too old. */
  of(dependency: string): Health
  stop(): void
}

export interface Question {
  /** False or a rejection is unhealthy. On a connection of its own. */
  ask: () => Promise<boolean>
  /** 2 s unless said: fine for our own stores, too often for a neighbour's API. */
  everyMs?: number
}

const usualEveryMs = 2000
const deadlineMs = 1500
/** A state older than this speaks for nothing (reliability.md 24); a rarer question speaks for two and a half pauses. */
const freshForMs = (everyMs: number) => 2.5 * everyMs

/** Asks every dependency in the background, so that a health request never waits for one. */
export function watchHealth(questions: Record<string, Question>, now: Clock): HealthWatch {
  const seen = new Map<string, { healthy: boolean; freshUntil: number }>()
  const next = new Map<string, NodeJS.Timeout>()
  let watching = true

  const watch = async (dependency: string, { ask, everyMs = usualEveryMs }: Question): Promise<void> => {
    const healthy = await within(deadlineMs, ask)
    seen.set(dependency, { healthy, freshUntil: now() + freshForMs(everyMs) })
    if (watching)
      next.set(
        dependency,
        setTimeout(() => void watch(dependency, { ask, everyMs }), everyMs),
      )
  }
  for (const [dependency, question] of Object.entries(questions)) void watch(dependency, question)

  return {
    of: (dependency) => {
      const last = seen.get(dependency)
      if (last === undefined) return 'unknown'
      return last.healthy && now() < last.freshUntil ? 'healthy' : 'unhealthy'
    },
    stop: () => {
      watching = false
      for (const timer of next.values()) clearTimeout(timer)
    },
  }
}

async function within(ms: number, ask: () => Promise<boolean>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), ms)
  const answer = ask().catch(() => false)
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer))
}
