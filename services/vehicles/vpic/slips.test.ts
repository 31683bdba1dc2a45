import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { expectedCheckDigit, hasValidCheckDigit } from '../model/check-digit.ts'
import { isNorthAmerican } from '../model/structure.ts'
import { asVin, type Vin } from '../model/vin.ts'
import { createOfflineDecoder } from './decoder.ts'
import { loadVpicIndex } from './index-file.ts'

/** VINs that no vehicle has, put together from vPIC's patterns: makers of every kind, each at most twice. */
const vins = readFileSync(new URL('./made-up-vins.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n') as Vin[]
const now = Date.UTC(2026, 10, 24)
const decoder = createOfflineDecoder(await loadVpicIndex())

type Pick = <T>(list: ArrayLike<T>) => T
/** @returns null when this VIN offers no place for the slip. */
type Slip = (vin: string, pick: Pick) => string | null

const lookAlikes: Record<string, string> = Object.fromEntries(
  ['0O', '1I', '5S', '8B', '2Z', '6G'].flatMap(([a = '', b = '']) => [
    [a, b],
    [b, a],
  ]),
)
const impossible: Record<string, string> = { '0': 'O', '1': 'I' }

function lookAlike(vin: string, pick: Pick): string | null {
  return exchanged(vin, lookAlikes, pick)
}

function swap(vin: string, pick: Pick): string | null {
  const at = pick([...vin.slice(1)].map((_, index) => index))
  return vin.slice(0, at) + vin.charAt(at + 1) + vin.charAt(at) + vin.slice(at + 2)
}

function impossibleLetters(vin: string, pick: Pick): string | null {
  const typed = exchanged(vin, impossible, pick)
  return typed === null ? null : (exchanged(typed, impossible, pick) ?? typed)
}

function doubled(vin: string, pick: Pick): string | null {
  const at = pick([...vin].map((_, index) => index))
  return vin.slice(0, at) + vin.slice(at, at + 1) + vin.slice(at)
}

function lost(vin: string, pick: Pick): string | null {
  const at = pick([...vin].map((_, index) => index))
  return vin.slice(0, at) + vin.slice(at + 1)
}

function exchanged(text: string, pairs: Record<string, string>, pick: Pick): string | null {
  const places = [...text].flatMap((char, index) => (char in pairs ? [index] : []))
  if (places.length === 0) return null
  const at = pick(places)
  return text.slice(0, at) + pairs[text.charAt(at)] + text.slice(at + 1)
}

/** The same choices in every run (a linear congruential generator). */
function createPick(): Pick {
  let state = 1
  return (list) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return list[Math.floor((state / 2 ** 32) * list.length)] as (typeof list)[number]
  }
}

/** Of so many slips that the check digit catches, the share in percent whose VIN is among the suggestions. */
function percentFound(of: readonly Vin[], slip: Slip, count = 500): number {
  const pick = createPick()
  let caught = 0
  let found = 0
  while (caught < count) {
    const vin = pick(of)
    const typed = slip(vin, pick)
    const read = typed === null ? vin : asVin(typed)
    if (typed === null || (read !== undefined && hasValidCheckDigit(read))) continue
    caught += 1
    if (decoder.suggest(typed, now).includes(vin)) found += 1
  }
  return (100 * found) / count
}

test('the made-up VINs decode and are right', () => {
  expect(vins.length).toBeGreaterThanOrEqual(100)
  expect(vins.filter((vin) => !hasValidCheckDigit(vin))).toEqual([])
  expect(vins.filter((vin) => decoder.decode(vin, now).model === null)).toEqual([])
  expect(vins.filter(isNorthAmerican).length).toBeGreaterThan(vins.length / 2)
  expect(vins.filter(isNorthAmerican).length).toBeLessThan(vins.length)
})

describe('the VIN that was meant is among five suggestions', () => {
  test.each<{ name: string; slip: Slip; atLeast: number }>([
    { name: 'one look-alike for another', slip: lookAlike, atLeast: 97 },
    { name: 'neighbours swapped', slip: swap, atLeast: 95 },
    { name: 'letters O and I for digits', slip: impossibleLetters, atLeast: 97 },
    { name: 'a character doubled', slip: doubled, atLeast: 97 },
    { name: 'a character lost, which fits in many places', slip: lost, atLeast: 70 },
  ])('of 500 with $name for $atLeast %', ({ slip, atLeast }) => {
    expect(percentFound(vins, slip)).toBeGreaterThanOrEqual(atLeast)
  })
})

describe('also when nobody knows the maker', () => {
  const ofNobody = vins.map((vin) => rightened(`4XY${vin.slice(3)}`))

  test.each<{ name: string; slip: Slip; atLeast: number }>([
    { name: 'one look-alike for another', slip: lookAlike, atLeast: 97 },
    { name: 'neighbours swapped', slip: swap, atLeast: 95 },
    { name: 'letters O and I for digits', slip: impossibleLetters, atLeast: 95 },
    { name: 'a character doubled', slip: doubled, atLeast: 97 },
  ])('of 500 with $name for $atLeast %', ({ slip, atLeast }) => {
    expect(ofNobody.filter((vin) => decoder.decode(vin, now).manufacturer !== null)).toEqual([])
    expect(percentFound(ofNobody, slip)).toBeGreaterThanOrEqual(atLeast)
  })
})

describe('and where the check digit is no law, when what was typed is no VIN', () => {
  const european = vins.map((vin) => `WVWZZZ${vin.slice(6, 8)}Z${vin.slice(9)}` as Vin)

  test.each<{ name: string; slip: Slip; atLeast: number }>([
    { name: 'letters O and I for digits', slip: impossibleLetters, atLeast: 95 },
    { name: 'a character doubled', slip: doubled, atLeast: 95 },
  ])('of 500 with $name for $atLeast %', ({ slip, atLeast }) => {
    expect(percentFound(european, slip)).toBeGreaterThanOrEqual(atLeast)
  })

  test('of a hundred VINs in good form 99 are left alone', () => {
    const doubted = european.filter((vin) => decoder.suggest(vin, now).length > 0)
    expect(doubted.length).toBeLessThanOrEqual(european.length / 100)
  })
})

function rightened(text: string): Vin {
  return `${text.slice(0, 8)}${expectedCheckDigit(text as Vin)}${text.slice(9)}` as Vin
}
