/** Marks above letters, and Arabic's vowels and lengthening stroke. */
const marks = /[\p{M}\u0640]/gu
/** Letters that Arabic writers use for one another. */
const alike: Record<string, string> = { ى: 'ي', ة: 'ه', ؤ: 'و', ئ: 'ي', ٱ: 'ا' }
/** What Arabic writes together with the word: and, with, for, the. */
const arabicPrefix = /^(?:[وفبك]?ال|لل)(?=.{3})/u
/** Her and its, written together with the word. */
const arabicSuffix = /(?<=.{3})ها$/u
const longestText = 300
const mostWords = 30

/** The words of a text in the one spelling that they are compared in; none of a text too long to be a question. */
export function wordsOf(text: string): string[] {
  if (text.length > longestText) return []
  const words =
    text
      .normalize('NFKD')
      .replace(marks, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length > mostWords ? [] : words.map(root)
}

function root(word: string): string {
  const plain = word.replace(/[ىةؤئٱ]/gu, (letter) => alike[letter] ?? letter)
  return plain.replace(arabicPrefix, '').replace(arabicSuffix, '')
}

/**
 * How many letters are wrong: one in words of five letters and more, two from eight on; a swap of neighbours is one.
 *
 * @returns null for another word. The first letter is never wrong, which keeps short words apart.
 */
export function slips(typed: string, meant: string): number | null {
  if (typed === meant) return 0
  const most = meant.length >= 8 ? 2 : meant.length >= 5 ? 1 : 0
  if (most === 0 || typed[0] !== meant[0] || Math.abs(typed.length - meant.length) > most) return null
  const distance = distanceOf(typed, meant)
  return distance <= most ? distance : null
}

/** Letters added, left out, replaced or swapped with their neighbour. */
function distanceOf(one: string, other: string): number {
  let [before, above] = [[] as number[], Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      const costs = [at(now, column - 1) + 1, at(above, column) + 1, at(above, column - 1) + (same ? 0 : 1)]
      if (swapped) costs.push(at(before, column - 2) + 1)
      now.push(Math.min(...costs))
    }
    ;[before, above] = [above, now]
  }
  return at(above, other.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
