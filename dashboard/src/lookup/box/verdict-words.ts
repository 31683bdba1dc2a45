import type { Verdict } from './typed.ts'

export interface Words {
  text: string
  tone: 'plain' | 'good' | 'doubt' | 'bad'
}

/** The digits that a forbidden letter is most often a misreading of. */
const meant: Record<string, string> = { I: 'the digit 1', O: 'the digit 0', Q: 'the digit 0 or 9' }

/** What the box says under itself while one types. */
export function wordsFor(verdict: Verdict): Words {
  switch (verdict.kind) {
    case 'empty':
      return { tone: 'plain', text: 'Paste it as it is: spaces, dashes and lower case do not matter.' }
    case 'forbidden':
      return { tone: 'bad', text: forbidden(verdict.position, verdict.char) }
    case 'short':
      return { tone: 'plain', text: `${verdict.missing} more to go.` }
    case 'long':
      return { tone: 'bad', text: `A VIN has 17 characters, this has ${verdict.extra} too many.` }
    case 'several':
      return { tone: 'plain', text: `${verdict.vins.length} VINs stand here: they are looked up together.` }
    case 'mismatch':
      return mismatch(verdict)
    case 'fits':
      return { tone: 'good', text: 'All 17 are there and the check digit fits.' }
  }
}

function forbidden(position: number, char: string): string {
  const digits = meant[char]
  if (digits === undefined) return `Position ${position} is “${char}”: a VIN has only letters A to Z and digits.`
  return `Position ${position} is the letter ${char}. A VIN has no I, O or Q; it may be ${digits}.`
}

function mismatch({ expected, actual, isLaw }: Extract<Verdict, { kind: 'mismatch' }>): Words {
  const differs = `The check digit, position 9, is ${actual}, but the others call for ${expected}`
  if (isLaw) return { tone: 'bad', text: `${differs}: at least one character is wrong.` }
  return { tone: 'doubt', text: `${differs}. Outside North America that may be no fault.` }
}
