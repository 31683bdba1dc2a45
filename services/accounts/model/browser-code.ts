/** Without 0, O, 1, I, L and U: what people mistake for each other, or would rather not read. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12

/** Writes bytes as a code that a person can type: 12 of 30 letters, about 59 bits, as `ABCD-EFGH-JKMN`. */
export function writeCode(bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length])
  return inGroups(letters.join(''))
}

/** Reads what a person typed. @returns null for what is no code. */
export function readCode(typed: string): string | null {
  const letters = typed.slice(0, 40).toUpperCase().replaceAll(/[\s-]/g, '')
  const isCode = letters.length === length && [...letters].every((letter) => alphabet.includes(letter))
  return isCode ? inGroups(letters) : null
}

function inGroups(letters: string): string {
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}
