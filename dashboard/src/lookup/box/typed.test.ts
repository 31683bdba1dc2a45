import { expect, test } from 'vitest'
import { isNorthAmerican } from '../../../../services/vehicles/model/structure.ts'
import { parseVin, findVins as serversVins, type Vin, vinAlphabet } from '../../../../services/vehicles/model/vin.ts'
import { findVins, isWhole, readTyped, type Verdict } from './typed.ts'

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
    verdict: { kind: 'mismatch', expected: '3', actual: '4', isLaw: true },
  },
  {
    name: 'two VINs are several, in the order in which they stand',
    input: `WVWZZZ1JZXW000001\n${vin}`,
    verdict: { kind: 'several', vins: ['WVWZZZ1JZXW000001', vin] },
  },
])('$name', ({ input, verdict }) => {
  expect(readTyped(input).verdict).toEqual(verdict)
})

test('where the check digit is law is told as by the server', () => {
  const starts = [...vinAlphabet].flatMap((first) => [...vinAlphabet].map((second) => first + second))
  for (const start of starts) {
    const neverFits = `${start}1ZZZ1JZAW000001`
    const isLaw = isNorthAmerican(neverFits as Vin)
    expect(readTyped(neverFits).verdict, neverFits).toMatchObject({ kind: 'mismatch', isLaw })
  }
})

test.each<{ name: string; input: string }>([
  { name: 'lower case', input: vin.toLowerCase() },
  { name: 'groups with spaces and dashes', input: '1HG CM826-33A–004352' },
  { name: 'a label', input: `VIN: ${vin}` },
  { name: 'a label with a number sign', input: `Chassis no. # ${vin}` },
  { name: 'a sentence around it', input: `the car is ${vin}, thanks` },
  { name: 'full-width letters', input: '１ＨＧＣＭ８２６３３Ａ００４３５２' },
  { name: 'characters that cannot be seen', input: `\u200b1HGCM82633\u00adA004352\ufeff` },
  { name: 'groups with a semicolon behind them', input: '1HG CM826 33A 004352;' },
  { name: 'groups between other cells', input: 'Accord; 1HG CM826 33A 004352; blue' },
  { name: 'a line of its own', input: 'sold on Monday\nVIN: 1HG-CM826-33A-004352\nto Ann' },
  { name: 'the same VIN twice', input: `${vin} ${vin}` },
])('the VIN is found in $name', ({ input }) => {
  expect(readTyped(input).text).toBe(vin)
})

/** Read by both sides, so that the box never refuses what the server takes, nor the other way round. */
const rows = [
  '',
  vin,
  `VIN no ${vin}`,
  `  vin ${vin.toLowerCase()} `,
  `"${vin}"`,
  '1HGCM82633A00435',
  '1HGCM82633A0O4352',
  '1HG CM826 33A 004352;',
  '; 1HG CM826 33A 004352',
  '1HG CM826\n33A 004352',
  'a|1HG CM826 33A 004352|b',
  `first ${vin}\nVIN: 5GZ CZ43D 13S 812715`,
  `5GZ CZ43D 13S 812715;${vin}`,
  `${vin},${vin}`,
  `${vin}${vin}`,
  `${vin}-${vin}`,
  'WVWZZZ1JZXW000001 WVWZZZ1JZXW000002',
  'VINCENTVINCENTVIN',
  'ABCDEFGHJKLMNPRST the car',
  '１ＨＧＣＭ８２６３３Ａ００４３５２；',
  '🚗'.repeat(20),
  'A'.repeat(600),
  `${'x '.repeat(260)}${vin}`,
]

test.each(rows)('the browser reads %j as the server does', (input) => {
  const parsed = parseVin(input)
  const reading = readTyped(input)
  expect(isWhole(reading)).toBe(parsed.ok)
  expect(reading.text).toBe(parsed.ok ? parsed.vin : parsed.typed)
  expect(reading.verdict.kind === 'several').toBe(!parsed.ok && parsed.reason === 'several')
})

test.each(rows)('the browser finds the VINs of %j that the server finds', (input) => {
  expect(findVins(input)).toEqual(serversVins(input))
})

test('a whole pasted book takes no longer than its beginning', () => {
  expect(readTyped('A'.repeat(5_000_000)).text).toBe('A'.repeat(40))
})
