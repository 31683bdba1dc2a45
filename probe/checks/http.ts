import { judge } from '../model/expectation.ts'
import type { HttpSpec } from '../model/target.ts'
import type { Check } from './check.ts'
import { exchange } from './http-exchange.ts'

/** One request, judged by what was expected of its answer. */
export const checkHttp: Check<HttpSpec> = async (spec, signal) => {
  const { phases, answer, failure } = await exchange(spec, signal)
  return { phases, readings: [], failure: failure ?? judge(spec.expect, answer) }
}
