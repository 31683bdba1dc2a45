const lookEveryMs = 500

/** npm cannot pass a kill -9 on: when the npm that started us is gone, so is the person's wish to have us run. */
export function watchParent(onGone: () => void): () => void {
  const startedByNpm = process.env.npm_lifecycle_event !== undefined
  if (!startedByNpm) return () => {}
  const parent = process.ppid
  const timer = setInterval(() => process.ppid !== parent && onGone(), lookEveryMs)
  return () => clearInterval(timer)
}
