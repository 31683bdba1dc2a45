import { expect, test } from 'vitest'
import { monthOf } from './month.ts'
import { monthlyLookups, toPlan } from './plan.ts'
import { covers, isScope, type Scope } from './scope.ts'

test.each([
  {
    name: 'a month begins with its first millisecond',
    at: '2026-11-01T00:00:00.000Z',
    firstDay: '2026-11-01',
    ends: '2026-12-01',
  },
  { name: 'and ends with its last', at: '2026-11-30T23:59:59.999Z', firstDay: '2026-11-01', ends: '2026-12-01' },
  {
    name: 'December is followed by January',
    at: '2026-12-31T12:00:00.000Z',
    firstDay: '2026-12-01',
    ends: '2027-01-01',
  },
  { name: 'a leap day is of February', at: '2028-02-29T12:00:00.000Z', firstDay: '2028-02-01', ends: '2028-03-01' },
])('$name', ({ at, firstDay, ends }) => {
  expect(monthOf(Date.parse(at))).toEqual({ firstDay, endsAt: Date.parse(ends) })
})

test('the plans are as the price list has them', () => {
  expect(monthlyLookups).toEqual({ free: 100, professional: 2500, enterprise: 10_000 })
})

test.each([
  { name: 'a plan is read as it is stored', text: 'professional', plan: 'professional' },
  { name: 'an unknown plan is the smallest', text: 'galactic', plan: 'free' },
  { name: 'a name that every object has is no plan', text: 'toString', plan: 'free' },
])('$name', ({ text, plan }) => {
  expect(toPlan(text)).toBe(plan)
})

test.each<{ name: string; held: Scope[]; wanted: Scope[]; covered: boolean }>([
  { name: 'a holder covers the same', held: ['decode', 'read'], wanted: ['read', 'decode'], covered: true },
  { name: 'a holder covers less', held: ['decode', 'read'], wanted: ['read'], covered: true },
  { name: 'a holder does not cover more', held: ['manage-keys'], wanted: ['manage-keys', 'read'], covered: false },
])('$name', ({ held, wanted, covered }) => {
  expect(covers(held, wanted)).toBe(covered)
})

test('a scope that this version does not know is none', () => {
  expect(['decode', 'read', 'manage-keys', 'fly'].filter(isScope)).toEqual(['decode', 'read', 'manage-keys'])
})
