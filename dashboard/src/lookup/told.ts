import type { Answer } from './api/answer.ts'
import { faultWords } from './report/fault-words.ts'
import { headlineOf } from './report/vehicle.ts'

interface Asked {
  asked: string
  answer: Answer | null
  isBusy: boolean
}

/** What stands on the page, as far as its title and a screen reader tell it. */
export interface OnPage {
  first: Asked
  second: Asked
  isComparing: boolean
}

/** The title of the page, and so of a bookmark. */
export function titleOf({ first, second, isComparing }: OnPage): string {
  if (isComparing) return `${nameOf(first)} and ${nameOf(second)}`
  return first.answer?.kind === 'found' ? nameOf(first) : 'VIN lookup'
}

/** What a screen reader says as the page changes. `now`: Unix milliseconds. */
export function toldOf({ first, second, isComparing }: OnPage, now: number): string {
  if (first.isBusy || second.isBusy) return 'Looking it up'
  if (isComparing) return `Compared: ${toldOfOne(first, now)}; ${toldOfOne(second, now)}`
  return first.answer === null ? '' : toldOfOne(first, now)
}

function toldOfOne({ asked, answer }: Asked, now: number): string {
  if (answer === null) return asked
  if (answer.kind !== 'found') return `${asked}: ${faultWords(answer, now).title}`
  const { warnings, vin } = answer.vehicle
  return `Found: ${headlineOf(answer.vehicle) ?? vin}. Warnings: ${warnings.length}`
}

function nameOf({ asked, answer }: Asked): string {
  return answer?.kind === 'found' ? (headlineOf(answer.vehicle) ?? answer.vehicle.vin) : asked
}
