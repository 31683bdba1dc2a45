import type { Bytes } from './bytes.ts'

type Token = 'any' | ((character: string) => boolean)

/** A pattern of KEYS and SCAN: `*`, `?`, `[a-c]`, `[^a]`, and `\` before a character that is meant as itself. */
export function createGlob(pattern: Bytes): (text: Bytes) => boolean {
  const tokens = tokenize(pattern)
  return (text) => matches(tokens, text)
}

function tokenize(pattern: Bytes): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at)
    if (character === '*') tokens.push('any')
    else if (character === '?') tokens.push(() => true)
    else if (character === '[') {
      const end = endOfClass(pattern, at + 1)
      tokens.push(readClass(pattern.slice(at + 1, end)))
      at = end
    } else {
      const literal = character === '\\' && at + 1 < pattern.length ? pattern.charAt(++at) : character
      tokens.push((candidate) => candidate === literal)
    }
  }
  return tokens
}

function endOfClass(pattern: Bytes, from: number): number {
  let at = from
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1
  return Math.min(at, pattern.length)
}

function readClass(body: Bytes): Token {
  const inverted = body.startsWith('^')
  const ranges = [...body.slice(inverted ? 1 : 0).matchAll(/\\?(.)(?:-\\?(.))?/gs)].map(([, from = '', to = from]) =>
    from < to ? { from, to } : { from: to, to: from },
  )
  return (character) => ranges.some(({ from, to }) => character >= from && character <= to) !== inverted
}

/** Goes back to the last star only, so the time is at most pattern times text. */
function matches(tokens: readonly Token[], text: Bytes): boolean {
  let token = 0
  let at = 0
  let star = { token: -1, at: 0 }
  while (at < text.length) {
    const expected = tokens[token]
    if (expected === 'any') {
      star = { token: ++token, at }
    } else if (expected?.(text.charAt(at))) {
      token++
      at++
    } else {
      if (star.token < 0) return false
      star.at++
      at = star.at
      token = star.token
    }
  }
  return tokens.slice(token).every((rest) => rest === 'any')
}
