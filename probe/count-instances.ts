import { resolve6 } from 'node:dns/promises'

/** How many machines of a process group run; null when the name service knows no such group. On one machine there is one. */
export function createInstanceCount(flyApp: string | null) {
  return async (process: string): Promise<number | null> => {
    if (flyApp === null) return 1
    try {
      return (await resolve6(`${process}.process.${flyApp}.internal`)).length
    } catch {
      return null
    }
  }
}
