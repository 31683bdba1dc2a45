const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A length of time by its two largest units: `12 s`, `3 min 5 s`, `2 h`, `3 d 4 h`. Below zero counts as none. */
export function inWords(durationMs: number): string {
  const left = Math.max(0, durationMs)
  if (left < minute) return `${Math.floor(left / second)} s`
  if (left < hour) return inTwo(left, [minute, 'min'], [second, 's'])
  if (left < day) return inTwo(left, [hour, 'h'], [minute, 'min'])
  return inTwo(left, [day, 'd'], [hour, 'h'])
}

/** How long ago something was, for a line that nobody waits for: it does not change every second. */
export function agoInWords(passedMs: number): string {
  if (passedMs < minute) return 'just now'
  return passedMs < hour ? `${Math.floor(passedMs / minute)} min ago` : `${inWords(passedMs)} ago`
}

type Unit = readonly [lengthMs: number, word: string]

function inTwo(left: number, [large, largeWord]: Unit, [small, smallWord]: Unit): string {
  const rest = Math.floor((left % large) / small)
  const whole = `${Math.floor(left / large)} ${largeWord}`
  return rest === 0 ? whole : `${whole} ${rest} ${smallWord}`
}
