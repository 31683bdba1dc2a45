import { expect, test } from 'vitest'
import { explainVin } from '../../../../services/vehicles/model/explain.ts'
import type { Vin } from '../../../../services/vehicles/model/vin.ts'
import { createExplain, sumOf, verdictOf, yearsOf } from './explanation.ts'

const explained = (vin: string, yearCandidates = [2003]) =>
  explainVin(vin as Vin, { makerKnown: true, yearCandidates, suggestions: [] })

test('the sum leaves what the check digit must be', () => {
  expect(sumOf(explained('1HGCM82633A004352'))).toEqual({ sum: 311, rest: 3 })
})

test.each<{ name: string; vin: string; says: string }>([
  { name: 'a fitting digit fits', vin: '1HGCM82633A004352', says: 'as the other characters call for.' },
  {
    name: 'a wrong one where it is law is a fault',
    vin: '1HGCM82643A004352',
    says: 'is 4, but the other characters call for 3. The law wants it to fit here',
  },
  { name: 'elsewhere it may be none', vin: 'WVWZZZ1JZXW000001', says: 'In Europe nobody must keep to it' },
])('$name', ({ vin, says }) => {
  expect(verdictOf(explained(vin))).toContain(says)
})

test.each<{ years: number[]; words: string }>([
  { years: [], words: 'no year' },
  { years: [2003], words: '2003' },
  { years: [2003, 2033], words: '2003 or 2033' },
])('$years are $words', ({ years, words }) => {
  expect(yearsOf(explained('1HGCM82633A004352', years))).toBe(words)
})

test.each<{ name: string; body: unknown; kind: string }>([
  { name: 'an explanation is handed on', body: explained('1HGCM82633A004352'), kind: 'explained' },
  { name: 'what is none is not', body: { check_digit: {} }, kind: 'failed' },
  { name: 'nothing is none', body: undefined, kind: 'failed' },
])('$name', async ({ body, kind }) => {
  const asked: string[] = []
  const explain = createExplain(async (path) => {
    asked.push(path)
    return { kind: 'ok', body }
  })
  expect((await explain('a/b')).kind).toBe(kind)
  expect(asked).toEqual(['/api/vin/a%2Fb'])
})
