/** Runs something once after `delayMs`, unless the returned function is called first. */
export type Schedule = (delayMs: number, run: () => void) => () => void

/** Real time. It keeps no process alive. */
export const wallSchedule: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, delayMs).unref()
  return () => clearTimeout(timer)
}
