import { expect, test } from 'vitest'
import { payFor } from './pay-for.ts'
import type { Share } from './quota.ts'

const payer = { account: 'telegram:1', plan: 'free' as const }
const usage = { used: 100, limit: 100, resetsAt: 1 }
const quotaThat = (share: Share) => ({ chargeUpTo: async () => share })

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
