import type { Clock } from './clock.ts'

export type BreakerPhase = 'closed' | 'open' | 'half-open'

export interface BreakerState {
  phase: BreakerPhase
  failuresInARow: number
  /** How long it is not asked after the next failed probe, milliseconds. */
  restMs: number
  /** Unix milliseconds; when the next probe may go. Of meaning while open. */
  probeAt: number
}

type Outcome<T> =
  | { ok: true; value: T }
  /** `open`: it was not asked. `failed`: it was asked and threw. */
  | { ok: false; reason: 'open' }
  | { ok: false; reason: 'failed'; error: unknown }

export interface Breaker {
  /** Asks, unless it is open. `work` must settle by itself: the breaker sets no deadline. */
  run<T>(work: () => Promise<T>): Promise<Outcome<T>>
  state(): BreakerState
}

export interface BreakerSettings {
  /** Failures in a row that open it. */
  failures: number
  /** The first rest; each failed probe doubles it. */
  restMs: number
  maxRestMs: number
}

export interface BreakerDeps extends BreakerSettings {
  clock: Clock
  /** Told of every change of phase. */
  onChange?: (phase: BreakerPhase) => void
}

/**
 * Stops asking a neighbour that failed several times in a row; after a rest one caller probes while the others are
 * still turned away. Answers to questions from before a change of phase no longer count.
 */
export function createBreaker({ clock, onChange = () => {}, ...settings }: BreakerDeps): Breaker {
  let state = closed(settings)
  let change = 0

  function move(next: BreakerState): void {
    const changed = next.phase !== state.phase
    state = next
    if (!changed) return
    change++
    onChange(next.phase)
  }

  return {
    state: () => state,
    async run(work) {
      const admitted = admit(state, clock())
      if (!admitted) return { ok: false, reason: 'open' }
      move(admitted)
      const asked = change
      try {
        const value = await work()
        if (asked === change) move(closed(settings))
        return { ok: true, value }
      } catch (error) {
        if (asked === change) move(afterFailure(state, clock(), settings))
        return { ok: false, reason: 'failed', error }
      }
    },
  }
}

const closed = ({ restMs }: BreakerSettings): BreakerState => ({
  phase: 'closed',
  failuresInARow: 0,
  restMs,
  probeAt: 0,
})

/** The state in which a caller may ask at `now`; undefined when it may not. */
function admit(state: BreakerState, now: number): BreakerState | undefined {
  if (state.phase === 'closed') return state
  return state.phase === 'open' && now >= state.probeAt ? { ...state, phase: 'half-open' } : undefined
}

function afterFailure(state: BreakerState, now: number, { failures, maxRestMs }: BreakerSettings): BreakerState {
  const failuresInARow = state.failuresInARow + 1
  if (state.phase === 'closed' && failuresInARow < failures) return { ...state, failuresInARow }
  const { restMs } = state
  return { phase: 'open', failuresInARow, probeAt: now + restMs, restMs: Math.min(2 * restMs, maxRestMs) }
}
