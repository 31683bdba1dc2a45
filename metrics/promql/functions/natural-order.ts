/**
 * Orders texts as people do: `node2` before `node10`.
 * @returns a negative number when `a` goes first, a positive one when `b` does.
 */
export function compareNaturally(a: string, b: string): number {
  const [partsOfA, partsOfB] = [partsOf(a), partsOf(b)]
  for (const [i, part] of partsOfA.entries()) {
    const other = partsOfB[i]
    if (other === undefined) return 1
    const order = compareParts(part, other)
    if (order !== 0) return order
  }
  return partsOfA.length - partsOfB.length
}

function partsOf(text: string): string[] {
  return text.match(/\d+|\D+/g) ?? []
}

function compareParts(a: string, b: string): number {
  const bothNumbers = /^\d/.test(a) && /^\d/.test(b)
  if (bothNumbers) return Number(a) - Number(b)
  return a === b ? 0 : a < b ? -1 : 1
}
