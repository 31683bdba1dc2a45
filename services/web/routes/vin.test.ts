import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, createServer } from '../../../platform/http.ts'
import { silentLog } from '../../../platform/log.ts'
import { silentReporter } from '../../../platform/sentry.ts'
import type { Explanation } from '../../vehicles/model/explain.ts'
import { createOfflineDecoder } from '../../vehicles/vpic/decoder.ts'
import { loadVpicIndex } from '../../vehicles/vpic/index-file.ts'
import { vinRoutes } from './vin.ts'

const accord = '1HGCM82633A004352'
let app: App

beforeAll(async () => {
  const decoder = createOfflineDecoder(await loadVpicIndex())
  app = await createServer({ service: 'test', registry: new Registry(), log: silentLog, errors: silentReporter })
  await vinRoutes(app, { decoder, now: () => Date.UTC(2026, 10, 24), visitorsPerMinute: null })
})
afterAll(() => app.close())

async function ask(input: string): Promise<{ status: number; body: unknown }> {
  const answer = await app.inject({ url: `/api/vin/${encodeURIComponent(input)}` })
  return { status: answer.statusCode, body: answer.json() }
}

async function explain(vin: string): Promise<Explanation> {
  const { status, body } = await ask(vin)
  expect(status).toBe(200)
  return body as Explanation
}

test('a VIN is taken apart as the contract has it', async () => {
  const explanation = await explain(accord)
  expect(Object.keys(explanation)).toEqual(
    'vin valid check_digit structure region country year_candidates suggestions warnings'.split(' '),
  )
  expect(explanation).toMatchObject({
    vin: accord,
    valid: true,
    check_digit: { expected: '3', actual: '3', valid: true },
    structure: { wmi: '1HG', vds: 'CM8263', vis: '3A004352' },
    region: 'North America',
    country: 'United States',
    year_candidates: [2003],
    suggestions: [],
    warnings: [],
  })
  expect(explanation.check_digit.positions[0]).toEqual({ position: 1, char: '1', value: 1, weight: 8, product: 8 })
  expect(explanation.check_digit.positions).toHaveLength(17)
})

test.each<{ name: string; vin: string; valid: boolean; warnings: string[]; suggestion?: string }>([
  {
    name: 'a typo in a North American VIN is a loud warning with the VIN that was meant',
    vin: '1HGCM82633A0043S2',
    valid: false,
    warnings: ['check_digit'],
    suggestion: accord,
  },
  {
    name: 'a letter in position 9 stops nothing',
    vin: '1HGCM826Z3A004352',
    valid: false,
    warnings: ['check_digit'],
    suggestion: accord,
  },
  {
    name: 'a filler in position 9 is information in Europe',
    vin: 'WVWZZZ1KZ8W123456',
    valid: true,
    warnings: ['not_north_american'],
  },
  {
    name: 'a maker without US data is known by its code, and in Europe either cycle is possible',
    vin: 'TMBJJ7NE8F0123456',
    valid: true,
    warnings: ['not_north_american', 'year_uncertain'],
  },
  {
    name: 'a bus may be of either cycle',
    vin: '1M8GDM9AXKP042788',
    valid: true,
    warnings: ['year_uncertain'],
  },
  { name: 'an unknown maker is told', vin: '11111111111111111', valid: true, warnings: ['unknown_maker'] },
])('$name', async ({ vin, valid, warnings, suggestion }) => {
  const explanation = await explain(vin)
  expect(explanation.valid).toBe(valid)
  expect(explanation.warnings.map(({ code }) => code)).toEqual(warnings)
  expect(explanation.suggestions[0]).toBe(suggestion)
})

test.each([
  { name: 'lower case', input: accord.toLowerCase() },
  { name: 'groups', input: '1HG CM826-33A 004352' },
  { name: 'a label', input: `VIN: ${accord}` },
  { name: 'stars of a barcode', input: `*${accord}*` },
  { name: 'a NUL at the end', input: `${accord}\u0000` },
  { name: 'a slash around it', input: `/${accord}/` },
])('$name is read as the lookup reads it', async ({ input }) => {
  expect((await explain(input)).vin).toBe(accord)
})

test('what is no VIN is told with its reason, the places and the VIN that was meant', async () => {
  expect(await ask('1HGCM82633AO04352')).toEqual({
    status: 400,
    body: {
      error: {
        code: 'invalid_vin',
        message: 'position 12 is the letter O, and a VIN has no I, O or Q',
        request_id: expect.any(String),
        reason: 'forbidden-characters',
        forbidden: [{ position: 12, char: 'O' }],
        suggestions: [accord],
      },
    },
  })
})

test.each<{ name: string; input: string; reason: string }>([
  { name: 'sixteen characters', input: accord.slice(1), reason: 'too-short' },
  { name: 'eighteen characters', input: `${accord}2`, reason: 'too-long' },
  { name: '200 characters', input: 'A'.repeat(200), reason: 'too-long' },
  { name: '201 characters', input: 'A'.repeat(201), reason: 'too-long' },
  { name: '5,000 characters', input: 'A'.repeat(5_000), reason: 'too-long' },
  { name: 'a serial of 1968', input: '124379N650349', reason: 'before-1981' },
  { name: 'SQL', input: "'; drop table vehicles; --", reason: 'too-long' },
  { name: 'HTML', input: '<script>alert(1)</script>', reason: 'too-long' },
  { name: 'an image with a handler', input: '<img src=x onerror=alert(1)>', reason: 'too-long' },
  { name: 'seventeen emoji', input: '🚗'.repeat(17), reason: 'forbidden-characters' },
  { name: 'a path upwards', input: '../../etc/passwd', reason: 'too-short' },
  { name: 'two VINs', input: `${accord} 5GZCZ43D13S812715`, reason: 'several' },
  { name: 'nothing but a space', input: ' ', reason: 'empty' },
  { name: 'nothing', input: '', reason: 'empty' },
])('$name is one clear 400', async ({ input, reason }) => {
  expect(await ask(input)).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_vin', reason, suggestions: expect.any(Array) } },
  })
})
