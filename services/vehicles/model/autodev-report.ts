import { readAutodevV1 } from './autodev-v1.ts'
import { readAutodevV2 } from './autodev-v2.ts'
import { type Foreign, numberIn, objectIn, textIn } from './foreign.ts'
import { failure, failureOfStatus, type Outcome } from './outcome.ts'
import type { Vin } from './vin.ts'

/** Codes that say that there is no such vehicle, or none that auto.dev would take for one. */
const unknownVehicle = new Set(['NOT_FOUND', 'VIN_NOT_FOUND', 'RESOURCE_NOT_FOUND', 'INVALID_VIN_FORMAT'])

export interface AutodevAnswer {
  status: number
  /** The JSON; undefined when it is none. */
  body: unknown
  retryAfterMs: number | null
}

/**
 * Reads auto.dev's answer, of version 2 or of the legacy version 1, by what the body looks like: `make` is a text in
 * the one and an object in the other. An error may come with status 200.
 *
 * @see https://docs.auto.dev/v2/products/vin-decode
 */
export function readAutodevAnswer(vin: Vin, { status, body, retryAfterMs }: AutodevAnswer): Outcome {
  const answer = objectIn(body)
  const failed = failureOfStatus(status, retryAfterMs)
  if (failed !== undefined) return answer === undefined ? failed : (readError(answer, retryAfterMs) ?? failed)
  if (answer === undefined) return failure('malformed')
  const inside = isError(answer) ? (readError(answer, retryAfterMs) ?? failure('malformed')) : undefined
  return inside ?? (objectIn(answer.make) === undefined ? readAutodevV2(vin, answer) : readAutodevV1(vin, answer))
}

/** A decoded vehicle has neither `status` nor `error`. */
function isError({ status, error, code }: Foreign): boolean {
  return [status, error, code].some((value) => value !== undefined && value !== null)
}

/** By the error's own code, then by the status that it repeats. */
function readError(answer: Foreign, retryAfterMs: number | null): Outcome | undefined {
  const inner = objectIn(answer.error) ?? answer
  const codes = [inner.code, answer.code, answer.status].map(textIn)
  if (codes.some((code) => code !== undefined && unknownVehicle.has(code))) return { kind: 'nothing' }
  if (codes.includes('SOURCE_ERROR')) return failure('source', retryAfterMs)
  const status = numberIn(inner.status) ?? numberIn(answer.status)
  return status === undefined ? undefined : failureOfStatus(status, retryAfterMs)
}
