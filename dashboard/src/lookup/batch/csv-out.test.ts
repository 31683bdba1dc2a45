import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { writeRows } from '../../../../services/web/routes/batch-csv-out.ts'
import type { Vehicle } from '../report/vehicle.ts'
import { csvOf } from './csv-out.ts'
import type { RowResult } from './results.ts'

const vin = '1HGCM82633A004352'
const vehicle: Vehicle = {
  ...{ id: 1, vin, manufacturer: 'Honda, of "America"', make: '=cmd()', model: '+1', year: 2003, vehicle_type: '-x' },
  ...{ engine_info: '@SUM', fuel_type: '＝1', decoded_at: '2026-01-01T00:00:00.000Z', source: 'offline' },
  ...{ suggestions: ['A', 'B'], fields: {}, raw_data: {} },
  warnings: [
    { code: 'check_digit', message: 'one\nline' },
    { code: 'unknown_maker', message: 'two' },
  ],
}
const error = { code: 'invalid_vin' as const, message: 'too short; look', suggestions: [vin] }
const rows: RowResult[] = [
  { vin, vehicle, fault: null },
  { vin: '=1+1', vehicle: null, fault: error },
]
const read = (text: string): string[][] => parse(text)

test('the download says what the API says as CSV', async () => {
  const told = await writeRows([
    { vin, success: true, vehicle },
    { vin: '=1+1', success: false, error },
  ])
  expect(read(csvOf(rows))).toEqual(read(told))
})

test.each<{ name: string; column: string; row: number; cell: string }>([
  { name: 'an equals sign', column: 'make', row: 1, cell: "'=cmd()" },
  { name: 'a plus', column: 'model', row: 1, cell: "'+1" },
  { name: 'a minus', column: 'vehicle_type', row: 1, cell: "'-x" },
  { name: 'an at sign', column: 'engine_info', row: 1, cell: "'@SUM" },
  { name: 'a full-width sign', column: 'fuel_type', row: 1, cell: "'＝1" },
  { name: 'what was typed as a VIN', column: 'vin', row: 2, cell: "'=1+1" },
])('$name begins no formula', ({ column, row, cell }) => {
  const [header = [], ...lines] = read(csvOf(rows))
  expect(lines[row - 1]?.[header.indexOf(column)]).toBe(cell)
})

test('no rows are a line of names', () => {
  expect(csvOf([])).toBe(
    'vin,success,make,model,year,manufacturer,vehicle_type,engine_info,fuel_type,source,warnings,suggestions,error\r\n',
  )
})
