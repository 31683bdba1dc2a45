import { expect, test } from 'vitest'
import type { Answer } from './api/answer.ts'
import { type OnPage, titleOf, toldOf } from './told.ts'

const honda = {
  vin: 'A',
  year: 2003,
  make: 'Honda',
  model: 'Accord',
  warnings: [{ code: 'check_digit', message: 'm' }],
}
const found = (vehicle: object) => ({ asked: 'A', isBusy: false, answer: { kind: 'found', vehicle } as Answer })
const nothing = { asked: '', isBusy: false, answer: null }
const refused = { asked: 'XY', isBusy: false, answer: { kind: 'unreachable' } as Answer }

test.each<{ name: string; page: Partial<OnPage>; title: string; told: string }>([
  { name: 'an empty page is silent', page: {}, title: 'VIN lookup', told: '' },
  {
    name: 'a question on its way',
    page: { first: { ...nothing, isBusy: true } },
    title: 'VIN lookup',
    told: 'Looking it up',
  },
  {
    name: 'a vehicle with its warnings',
    page: { first: found(honda) },
    title: '2003 Honda Accord',
    told: 'Found: 2003 Honda Accord. Warnings: 1',
  },
  {
    name: 'an unknown vehicle by its VIN',
    page: { first: found({ ...honda, year: null, make: null, model: null }) },
    title: 'A',
    told: 'Found: A. Warnings: 1',
  },
  { name: 'a fault', page: { first: refused }, title: 'VIN lookup', told: 'XY: No connection to IntelAuto' },
  {
    name: 'a comparison, each side for itself',
    page: { first: found(honda), second: refused, isComparing: true },
    title: '2003 Honda Accord and XY',
    told: 'Compared: Found: 2003 Honda Accord. Warnings: 1; XY: No connection to IntelAuto',
  },
  {
    name: 'a comparison whose second is on its way',
    page: { first: found(honda), second: { ...nothing, asked: 'B', isBusy: true }, isComparing: true },
    title: '2003 Honda Accord and B',
    told: 'Looking it up',
  },
])('the page tells $name', ({ page, title, told }) => {
  const whole: OnPage = { first: nothing, second: nothing, isComparing: false, ...page }
  expect({ title: titleOf(whole), told: toldOf(whole, 0) }).toEqual({ title, told })
})
