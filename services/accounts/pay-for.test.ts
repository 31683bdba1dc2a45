import { expect, test } from 'vitest'
import { payFor } from './pay-for.ts'
import type { Payer, Share } from './quota.ts'

const payer = { account: 'telegram:1', plan: 'free' as const }
const usage = { used: 100, limit: 100, resetsAt: 1 }
const quotaThat = (share: Share, given: number[] = []) => ({
  chargeUpTo: async () => share,
  giveBack: async (_payer: Payer, lookups: number) => void given.push(lookups),
})

test('what is not paid leaves the month that did not suffice', async () => {
  const payment = payFor(quotaThat({ lookups: 2, usage }), payer)
  expect(await payment.pay(3)).toBe(2)
  expect(payment.refusal()).toEqual(usage)
})

test.each([
  { name: 'who pays for all', payment: () => payFor(quotaThat({ lookups: 3, usage }), payer) },
  { name: 'who is not counted', payment: () => payFor(quotaThat({ lookups: 3, usage: null }), payer) },
  { name: 'who has no account', payment: () => payFor(quotaThat({ lookups: 0, usage }), null) },
])('$name is refused nothing', async ({ payment }) => {
  const { pay, refusal } = payment()
  expect(await pay(3)).toBe(3)
  expect(refusal).toThrow('all was paid')
})

test.each([
  { name: 'who was counted gets it', share: { lookups: 3, usage }, who: payer, given: [2] },
  { name: 'who was not counted gets nothing', share: { lookups: 3, usage: null }, who: payer, given: [] },
  { name: 'who has no account gets nothing', share: { lookups: 3, usage }, who: null, given: [] },
])('of what is given back, $name', async ({ share, who, given }) => {
  const told: number[] = []
  const payment = payFor(quotaThat(share, told), who)
  await payment.pay(3)
  await payment.giveBack(2)
  expect(told).toEqual(given)
})
