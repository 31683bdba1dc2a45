import { isUnavailable } from '../../platform/postgres/pool.ts'
import { inTime } from '../accounts/in-time.ts'

/** A conversation waits no longer for what it can do without. */
const waitMs = 800

/** What Postgres says, or something else when it is away or slow. */
export async function orWhenAway<T, E>(work: Promise<T>, instead: E): Promise<T | E> {
  try {
    const answer = await inTime(work, waitMs)
    return answer === 'late' ? instead : answer
  } catch (error) {
    if (isUnavailable(error)) return instead
    throw error
  }
}
