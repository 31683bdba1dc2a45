/**
 * Whether a VIN's key begins as vPIC's pattern says: `*` is any character, `#` a digit,
 * `[ABC]`, `[A-C]` and `[^A]` one of a set or none of it; anything else is itself.
 */
export function matchesKeys(pattern: string, key: string): boolean {
  let at = 0
  for (let step = 0; step < pattern.length; step += 1, at += 1) {
    if (at >= key.length) return false
    const wanted = pattern.charCodeAt(step)
    const actual = key.charCodeAt(at)
    if (wanted === openBracket) {
      const end = pattern.indexOf(']', step)
      if (end === -1 || !isInSet(pattern, step + 1, end, actual)) return false
      step = end
    } else if (wanted !== star && wanted !== actual && !(wanted === hash && isDigit(actual))) return false
  }
  return true
}

const star = '*'.charCodeAt(0)
const hash = '#'.charCodeAt(0)
const dash = '-'.charCodeAt(0)
const caret = '^'.charCodeAt(0)
const openBracket = '['.charCodeAt(0)

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isInSet(pattern: string, start: number, end: number, actual: number): boolean {
  const negated = pattern.charCodeAt(start) === caret
  for (let at = negated ? start + 1 : start; at < end; at += 1) {
    const low = pattern.charCodeAt(at)
    const isRange = pattern.charCodeAt(at + 1) === dash && at + 2 < end
    if (isRange) at += 2
    if (actual >= low && actual <= pattern.charCodeAt(at)) return !negated
  }
  return negated
}
