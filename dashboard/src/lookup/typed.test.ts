import { expect, test } from 'vitest'
import { parseVin } from '../../../services/vehicles/model/vin.ts'
import { isWhole, readTyped, type Verdict } from './typed.ts'

const vin = '1HGCM82633A004352'

test.each<{ name: string; input: string; verdict: Verdict }>([
  { name: 'nothing is no fault yet', input: '', verdict: { kind: 'empty' } },
  { name: 'spaces alone are nothing', input: ' \t\n ', verdict: { kind: 'empty' } },
  { name: 'one character leaves sixteen', input: '1', verdict: { kind: 'short', missing: 16 } },
  { name: 'sixteen leave one', input: vin.slice(0, 16), verdict: { kind: 'short', missing: 1 } },
  { name: 'seventeen with the right check digit fit', input: vin, verdict: { kind: 'fits' } },
  { name: 'eighteen are one too many', input: `${vin}2`, verdict: { kind: 'long', extra: 1 } },
  {
    name: 'the letter O is named with its place',
    input: '1HGO',
    verdict: { kind: 'forbidden', position: 4, char: 'O' },
  },
  { name: 'the first of several is named', input: '1IOQ', verdict: { kind: 'forbidden', position: 2, char: 'I' } },
  { name: 'other scripts are named too', input: '1HГ', verdict: { kind: 'forbidden', position: 3, char: 'Г' } },
  { name: 'an emoji is one character', input: '🚗1', verdict: { kind: 'forbidden', position: 1, char: '🚗' } },
  {
    name: 'a wrong check digit is told with the right one',
    input: '1HGCM82643A004352',
    verdict: { kind: 'mismatch', expected: '3', actual: '4' },
  },
])('$name', ({ input, verdict }) => {
  expect(readTyped(input).verdict).toEqual(verdict)
})

test.each<{ name: string; input: string }>([
  { name: 'lower case', input: vin.toLowerCase() },
  { name: 'groups with spaces and dashes', input: '1HG CM826-33A–004352' },
  { name: 'a label', input: `VIN: ${vin}` },
  { name: 'a label with a number sign', input: `Chassis no. # ${vin}` },
  { name: 'a sentence around it', input: `the car is ${vin}, thanks` },
  { name: 'full-width letters', input: '１ＨＧＣＭ８２６３３Ａ００４３５２' },
  { name: 'characters that cannot be seen', input: `\u200b1HGCM82633\u00adA004352\ufeff` },
  { name: 'the same VIN twice', input: `${vin} ${vin}` },
])('the VIN is found in $name', ({ input }) => {
  expect(readTyped(input).text).toBe(vin)
})

test.each<string>([
  '',
  vin,
  `VIN no ${vin}`,
  `  vin ${vin.toLowerCase()} `,
  `"${vin}"`,
  '1HGCM82633A00435',
  '1HGCM82633A0O4352',
  'WVWZZZ1JZXW000001 WVWZZZ1JZXW000002',
  'VINCENTVINCENTVIN',
  '🚗'.repeat(20),
  'A'.repeat(600),
])('the browser reads %j as the server does', (input) => {
  const parsed = parseVin(input)
  const reading = readTyped(input)
  expect(isWhole(reading)).toBe(parsed.ok)
  expect(reading.text).toBe(parsed.ok ? parsed.vin : parsed.typed)
})

test('a whole pasted book takes no longer than its beginning', () => {
  expect(readTyped('A'.repeat(5_000_000)).text).toBe('A'.repeat(40))
})
