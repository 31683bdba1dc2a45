/** What the work gives, or `late` after so long; the work itself goes on. */
export async function inTime<T>(work: Promise<T>, withinMs: number): Promise<T | 'late'> {
  const late = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => late.resolve('late'), withinMs)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
