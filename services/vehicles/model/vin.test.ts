import { describe, expect, test } from 'vitest'
import { findVins, parseVin, type VinFault } from './vin.ts'

const accord = '1HGCM82633A004352'
const vue = '5GZCZ43D13S812715'

test.each([
  { name: 'a VIN as it stands is taken', input: accord },
  { name: 'lower case is taken', input: '1hgcm82633a004352' },
  { name: 'space around it is dropped', input: `  ${accord}\r\n` },
  { name: 'groups by spaces are joined', input: '1HG CM826 33A 004352' },
  { name: 'groups by dashes of every kind are joined', input: '1HG-CM826–33A—004352' },
  { name: 'a label in front is dropped', input: 'VIN: 1HG CM826 33A 004352' },
  { name: 'a longer label in front is dropped', input: 'vin number 1HGCM82633A004352' },
  { name: 'stars of a barcode are no part of it', input: `*${accord}*` },
  { name: 'a sentence around it does not hide it', input: `is ${accord} stolen?` },
  { name: 'HTML around it does not hide it', input: `<b>${accord}</b>` },
  { name: 'SQL around it does not hide it', input: `' OR vin='${accord}'; --` },
  { name: 'emoji around it do not hide it', input: `🚗${accord}🚗` },
  { name: 'full-width characters are read', input: '１ＨＧＣＭ８２６３３Ａ００４３５２' },
  { name: 'characters that cannot be seen are dropped', input: '1HGCM826\u200B33A004352\u0000' },
  { name: 'the same VIN twice is one VIN', input: `${accord} ${accord}` },
])('$name', ({ input }) => {
  expect(parseVin(input)).toEqual({ ok: true, vin: accord })
})

test.each<{ name: string; input: string; reason: VinFault; message: RegExp }>([
  { name: 'nothing is empty', input: '', reason: 'empty', message: /enter the 17/ },
  { name: 'only separators are empty', input: ' -\t- ', reason: 'empty', message: /enter the 17/ },
  { name: 'words are too short', input: 'hello', reason: 'too-short', message: /this has 5/ },
  { name: 'four characters are too short', input: '1234', reason: 'too-short', message: /this has 4/ },
  { name: 'five characters of a serial are from before 1981', input: '12345', reason: 'before-1981', message: /1981/ },
  { name: 'a serial of 13 is from before 1981', input: '124379N650349', reason: 'before-1981', message: /1981/ },
  { name: '14 characters are too short', input: '1HGCM82633A004', reason: 'too-short', message: /this has 14/ },
  { name: '16 characters are too short', input: accord.slice(1), reason: 'too-short', message: /this has 16/ },
  { name: '18 characters are too long', input: `${accord}2`, reason: 'too-long', message: /this has 18/ },
  {
    name: 'a letter O is named with its place',
    input: '1HGCM82633AO04352',
    reason: 'forbidden-characters',
    message: /position 12 is the letter O/,
  },
  {
    name: 'a letter I is named',
    input: 'iHGCM82633A004352',
    reason: 'forbidden-characters',
    message: /position 1 is the letter I/,
  },
  {
    name: 'a letter Q is named',
    input: '1HGCM82633A00435Q',
    reason: 'forbidden-characters',
    message: /position 17 is the letter Q/,
  },
  {
    name: 'a sign is placed, not repeated',
    input: '1HGCM8263<A004352',
    reason: 'forbidden-characters',
    message: /^position 10 is no letter from A to Z and no digit$/,
  },
  {
    name: 'three faults are told, the rest counted',
    input: '🚗'.repeat(17),
    reason: 'forbidden-characters',
    message: /position 3 .*; and 14 more$/,
  },
  { name: 'two VINs are not guessed between', input: `${accord} ${vue}`, reason: 'several', message: /2 VINs/ },
  { name: 'SQL without a VIN is none', input: "'; DROP TABLE vins; --", reason: 'too-short', message: /17 characters/ },
])('$name', ({ input, reason, message }) => {
  const parsed = parseVin(input)
  expect(parsed).toMatchObject({ ok: false, reason, message: expect.stringMatching(message) })
})

test('ten megabytes are answered from their first characters, and little of them is kept', () => {
  const parsed = parseVin(`${'é'.repeat(10_000_000)}${accord}`)
  expect(parsed).toMatchObject({ ok: false, reason: 'too-long', message: expect.stringMatching(/many more/) })
  expect(parsed.ok ? '' : parsed.typed).toHaveLength(40)
})

test('forbidden characters are listed for whoever marks them', () => {
  expect(parseVin('1HGCM82633AOO4352')).toMatchObject({
    forbidden: [
      { position: 12, char: 'O' },
      { position: 13, char: 'O' },
    ],
  })
})

describe('VINs in a message', () => {
  test.each([
    { name: 'are found in order', message: `${vue} or ${accord}?`, found: [vue, accord] },
    { name: 'are found once', message: `${accord}, ${accord}`, found: [accord] },
    {
      name: 'are found in groups on a line of their own',
      message: `first ${accord}\n5gzcz 43d1 3s812715`,
      found: [accord, vue],
    },
    {
      name: 'keep their order when the grouped one comes first',
      message: `5gzcz 43d1 3s812715\n${accord}`,
      found: [vue, accord],
    },
    { name: 'are found in an address', message: `https://x.test/?vin=${accord}&a=1`, found: [accord] },
    { name: 'are not cut out of longer words', message: `A${accord} ${accord}7`, found: [] },
    { name: 'are no words of 17 letters', message: 'CHARACTERSTRANGES', found: [] },
    { name: 'with one digit are taken for words', message: 'CHARACTERSTRANGE1', found: [] },
    { name: 'are not looked for behind 20,000 characters', message: `${'.'.repeat(20_000)}${accord}`, found: [] },
    { name: 'are found just before that', message: `${' '.repeat(19_983)}${accord}`, found: [accord] },
  ])('$name', ({ message, found }) => {
    expect(findVins(message)).toEqual(found)
  })
})
