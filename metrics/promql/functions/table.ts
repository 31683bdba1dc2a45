import { dateFunctions } from './date.ts'
import type { FunctionTable, PromqlFunction } from './function.ts'
import { histogramFunctions } from './histogram.ts'
import { infoFunctions } from './info.ts'
import { labelFunctions } from './label.ts'
import { mathFunctions, trigonometry } from './math.ts'
import { orderFunctions } from './order.ts'
import { overTimeFunctions } from './over-time.ts'
import { presenceFunctions } from './presence.ts'
import { rateFunctions } from './rate.ts'
import { trendFunctions } from './trend.ts'

const table: FunctionTable = {
  ...mathFunctions,
  ...trigonometry,
  ...dateFunctions,
  ...rateFunctions,
  ...overTimeFunctions,
  ...trendFunctions,
  ...histogramFunctions,
  ...orderFunctions,
  ...labelFunctions,
  ...infoFunctions,
  ...presenceFunctions,
}

export function functionNamed(name: string): PromqlFunction | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

export function functionNames(): string[] {
  return Object.keys(table)
}
