import { expect, test } from 'vitest'
import { obstacle, progressWords, shortage } from './words.ts'

test.each<{ name: string; rows: number; isVisitor: boolean; most: number | null; says: string }>([
  { name: 'thirty are a visitor’s', rows: 30, isVisitor: true, most: null, says: '' },
  {
    name: 'thirty-one are too many for one',
    rows: 31,
    isVisitor: true,
    most: 30,
    says: '31 VINs are too many for a visitor',
  },
  { name: 'a thousand are an account’s', rows: 1000, isVisitor: false, most: null, says: '' },
  {
    name: 'one more is too many',
    rows: 1001,
    isVisitor: false,
    most: 1000,
    says: '1,001 VINs are too many: at most 1,000',
  },
])('$name', ({ rows, isVisitor, most, says }) => {
  const found = obstacle(rows, isVisitor)
  expect(found?.most ?? null).toBe(most)
  expect(found?.text ?? '').toContain(says)
})

test.each<{ name: string; rows: number; used: number; says: string | null }>([
  { name: 'as many as are left are no shortage', rows: 10, used: 90, says: null },
  { name: 'one more is', rows: 11, used: 90, says: '10 lookups are left' },
  { name: 'a single one left is told as one', rows: 2, used: 99, says: '1 lookup is left' },
  { name: 'a month that is over its limit has none left', rows: 1, used: 120, says: '0 lookups are left' },
])('$name', ({ rows, used, says }) => {
  const told = shortage(rows, { used, limit: 100 })
  if (says === null) expect(told).toBeNull()
  else expect(told).toContain(says)
})

test.each<{ name: string; waitsMs: number | null; says: string }>([
  { name: 'how far it is', waitsMs: null, says: '1,200 of 1,300 VINs looked up' },
  { name: 'what it waits for, never zero seconds', waitsMs: 1, says: 'it goes on by itself in 1 s' },
])('the progress says $name', ({ waitsMs, says }) => {
  expect(progressWords(1200, 1300, waitsMs)).toContain(says)
})
