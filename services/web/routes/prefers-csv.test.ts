import { expect, test } from 'vitest'
import { prefersCsv } from './prefers-csv.ts'

test.each([
  { accept: 'text/csv', isCsv: true },
  { accept: 'TEXT/CSV; charset=utf-8', isCsv: true },
  { accept: 'text/csv, application/json;q=0.5', isCsv: true },
  { accept: 'text/csv, */*;q=0.1', isCsv: true },
  { accept: 'text/csv;q=0.5, application/json', isCsv: false },
  { accept: 'text/csv, application/json', isCsv: false },
  { accept: 'application/json', isCsv: false },
  { accept: '*/*', isCsv: false },
  { accept: '', isCsv: false },
  { accept: 'text/csv;q=0', isCsv: false },
  { accept: ';;;,,q=1', isCsv: false },
])('"$accept" wants CSV: $isCsv', ({ accept, isCsv }) => {
  expect(prefersCsv(accept)).toBe(isCsv)
})
