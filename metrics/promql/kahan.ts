/** A sum that keeps what rounding would lose (Kahan's summation in Neumaier's form), as Prometheus sums. */
export interface KahanSum {
  sum: number
  /** What the sum lacks. */
  rest: number
}

export function addKahan(state: KahanSum, value: number): void {
  const { sum } = state
  const next = sum + value
  if (next === Number.POSITIVE_INFINITY || next === Number.NEGATIVE_INFINITY) state.rest = 0
  else if (Math.abs(sum) >= Math.abs(value)) state.rest += sum - next + value
  else state.rest += value - next + sum
  state.sum = next
}

/** A mean of values given one by one; sums as long as the sum is finite, then goes on with a running mean. */
export interface KahanMean {
  add(value: number): void
  mean(): number
}

export function createKahanMean(): KahanMean {
  const state: KahanSum = { sum: 0, rest: 0 }
  let count = 0
  /** From here on `state` is the mean itself. */
  let running = false

  const addRunning = (value: number): void => {
    const kept = (count - 1) / count
    state.sum *= kept
    state.rest *= kept
    addKahan(state, value / count)
  }

  const addToSum = (value: number): void => {
    const before = { ...state }
    addKahan(state, value)
    if (Number.isFinite(state.sum) || Number.isNaN(state.sum) || count === 1) return
    running = true
    state.sum = before.sum / (count - 1)
    state.rest = before.rest / (count - 1)
    addRunning(value)
  }

  return {
    add(value) {
      count++
      if (running) addRunning(value)
      else addToSum(value)
    },
    mean: () => (running ? state.sum + state.rest : state.sum / count + state.rest / count),
  }
}
