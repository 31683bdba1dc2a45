import type { AggregationName } from '../ast.ts'
import { addKahan, createKahanMean, type KahanSum } from '../kahan.ts'
import { quantile } from '../quantile.ts'

/** Takes the values of one group at one step and makes one value of them. At least one value is added. */
export interface Accumulator {
  add(value: number): void
  result(): number
}

/** @param param of the step; for `quantile` alone. */
export type CreateAccumulator = (param: number) => Accumulator

export const accumulators: Partial<Readonly<Record<AggregationName, CreateAccumulator>>> = {
  sum: createSum,
  avg: createAverage,
  min: () => createExtreme((value, best) => value < best),
  max: () => createExtreme((value, best) => value > best),
  count: createCount,
  group: () => ({ add: () => {}, result: () => 1 }),
  stdvar: () => createVariance((variance) => variance),
  stddev: () => createVariance(Math.sqrt),
  quantile: createQuantile,
}

function createSum(): Accumulator {
  const state: KahanSum = { sum: 0, rest: 0 }
  return { add: (value) => addKahan(state, value), result: () => state.sum + state.rest }
}

function createAverage(): Accumulator {
  const state = createKahanMean()
  return { add: state.add, result: state.mean }
}

/** NaN gives way to everything. */
function createExtreme(isBetter: (value: number, best: number) => boolean): Accumulator {
  let best = Number.NaN
  return {
    add: (value) => {
      if (isBetter(value, best) || Number.isNaN(best)) best = value
    },
    result: () => best,
  }
}

function createCount(): Accumulator {
  let count = 0
  return { add: () => void count++, result: () => count }
}

/** Welford's variance of the whole group. */
function createVariance(finish: (variance: number) => number): Accumulator {
  let count = 0
  let mean = 0
  let squares = 0
  return {
    add: (value) => {
      count++
      const distance = value - mean
      mean += distance / count
      squares += distance * (value - mean)
    },
    result: () => finish(squares / count),
  }
}

function createQuantile(q: number): Accumulator {
  const values: number[] = []
  return { add: (value) => void values.push(value), result: () => quantile(q, values) }
}
