import { expect, test } from 'vitest'
import type { LookupAnswer } from '../../vehicles/lookup.ts'
import { parseVin } from '../../vehicles/model/vin.ts'
import { rowsOf } from './batch-rows.ts'

const vin = '1HGCM82633A004352'
const unpaid: LookupAnswer = { ok: false, unpaid: true }
const refusal = () => ({ resetsAt: Date.parse('2026-12-01T00:00:00Z') })

function rejected(input: string): LookupAnswer {
  const parsed = parseVin(input)
  if (parsed.ok) throw new Error('a text that is no VIN was wanted')
  return { ok: false, rejected: parsed, suggestions: [] }
}

test('a VIN that was not paid for is told as it was read, with the time when lookups begin anew', () => {
  expect(rowsOf([` ${vin.toLowerCase()}`], [unpaid], refusal)).toEqual([
    {
      vin,
      success: false,
      error: {
        code: 'quota_exceeded',
        message: 'the lookups of this month are used up; they begin anew on 2026-12-01',
        suggestions: [],
      },
    },
  ])
})

test('what is no VIN is told with its reason and its characters', () => {
  expect(rowsOf(['1HGCM82633AO04352'], [rejected('1HGCM82633AO04352')], refusal)).toMatchObject([
    {
      vin: '1HGCM82633AO04352',
      success: false,
      error: { code: 'invalid_vin', reason: 'forbidden-characters', forbidden: [{ position: 12, char: 'O' }] },
    },
  ])
})

test.each([
  { name: 'forty characters come back', input: 'x'.repeat(40), echo: 'x'.repeat(40) },
  { name: 'of forty-one characters forty come back', input: 'x'.repeat(41), echo: `${'x'.repeat(40)}…` },
  { name: 'of a million characters forty come back', input: 'x'.repeat(1_000_000), echo: `${'x'.repeat(40)}…` },
  { name: 'no emoji is cut in two', input: '🚗'.repeat(50), echo: `${'🚗'.repeat(40)}…` },
  { name: 'half an emoji becomes a sign', input: 'x\ud83d', echo: 'x\ufffd' },
  { name: 'what cannot be seen becomes a space', input: 'a\u0000\r\n\tb', echo: 'a b' },
  { name: 'HTML comes back as it is', input: '<b>1</b>', echo: '<b>1</b>' },
  { name: 'nothing comes back as nothing', input: '', echo: '' },
])('$name', ({ input, echo }) => {
  expect(rowsOf([input], [rejected(input)], refusal)[0]?.vin).toBe(echo)
})
