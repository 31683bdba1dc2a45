import type { Failure } from '../model/outcome.ts'

const shortestMs = 100
const longestMs = 400
/** What auto.dev asks for before the one retry of a `SOURCE_ERROR`. */
const sourceErrorMs = 5_000

/**
 * How long to wait before the one retry; undefined when trying again at once cannot help.
 *
 * @param random from 0 up to 1: so many clients that failed together do not come back together.
 */
export function retryDelayMs({ reason, retryAfterMs }: Failure, random: number): number | undefined {
  if (reason !== 'unreachable' && reason !== 'server' && reason !== 'source') return undefined
  const asked = retryAfterMs ?? (reason === 'source' ? sourceErrorMs : 0)
  return asked + shortestMs + random * (longestMs - shortestMs)
}
