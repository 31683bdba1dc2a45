import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { Vehicle } from '../../vehicles/lookup.ts'
import { writeRows } from './batch-csv-out.ts'
import type { BatchRow } from './batch-rows.ts'

const vin = '1HGCM82633A004352'
const vehicle: Vehicle = {
  ...{ id: 1, vin, manufacturer: 'Honda', make: 'Honda', model: 'Accord', year: 2003 },
  ...{ vehicle_type: 'Passenger car', engine_info: null, fuel_type: 'Gasoline', source: 'offline' },
  ...{ warnings: [], suggestions: [], fields: {}, raw_data: {}, decoded_at: '2026-11-24T12:00:00.000Z' },
}
const found = (parts: Partial<Vehicle> = {}): BatchRow => ({ vin, success: true, vehicle: { ...vehicle, ...parts } })
const refused = (typed: string): BatchRow => ({
  vin: typed,
  success: false,
  error: { code: 'invalid_vin', message: 'a VIN has 17 characters', suggestions: [vin, '5YJSA1E26HF000337'] },
})

const names =
  'vin,success,make,model,year,manufacturer,vehicle_type,engine_info,fuel_type,source,warnings,suggestions,error'

test('rows are lines below their names, and what is not known is empty', async () => {
  expect(await writeRows([found(), refused('x')])).toBe(
    [
      names,
      `${vin},true,Honda,Accord,2003,Honda,Passenger car,,Gasoline,offline,,,`,
      `x,false,,,,,,,,,,${vin} 5YJSA1E26HF000337,invalid_vin: a VIN has 17 characters`,
      '',
    ].join('\r\n'),
  )
})

test('no rows are the names alone', async () => {
  expect(await writeRows([])).toBe(`${names}\r\n`)
})

test('several warnings share a cell', async () => {
  const warnings = [
    { code: 'check_digit' as const, message: 'it is 3, not 4' },
    { code: 'unverified' as const, message: 'nobody knows' },
  ]
  const [, row] = parse(await writeRows([found({ warnings })]))
  expect(row?.[10]).toBe('check_digit: it is 3, not 4; unverified: nobody knows')
})

test.each([
  { name: 'a formula', cell: '=HYPERLINK("http://x")', written: '\'=HYPERLINK("http://x")' },
  { name: 'a plus', cell: '+1', written: "'+1" },
  { name: 'a minus', cell: '-1', written: "'-1" },
  { name: 'an at sign', cell: '@SUM(A1)', written: "'@SUM(A1)" },
  { name: 'a tab', cell: '\t=1', written: "'\t=1" },
  { name: 'a carriage return', cell: '\r=1', written: "'\r=1" },
  { name: 'a full-width equals sign', cell: '＝1', written: "'＝1" },
  { name: 'quotes and separators', cell: 'a,"b";c', written: 'a,"b";c' },
  { name: 'a line break', cell: 'a\nb', written: 'a\nb' },
  { name: 'HTML', cell: '<b>x</b>', written: '<b>x</b>' },
  { name: 'emoji', cell: '🚗', written: '🚗' },
])('$name stays one cell and runs nowhere', async ({ cell, written }) => {
  const rows = parse(await writeRows([refused(cell), found({ model: cell })]))
  expect(rows.map((row) => row.length)).toEqual([13, 13, 13])
  expect([rows[1]?.[0], rows[2]?.[3]]).toEqual([written, written])
})
