import { expect, test } from 'vitest'
import { pageAddresses } from './addresses.ts'

test.each(['https://x.test', 'https://x.test/', 'https://x.test//'])('of %s the pages are told', (base) => {
  const pages = pageAddresses(base)
  expect(pages.account).toBe('https://x.test/account')
  expect(pages.login('abc')).toBe('https://x.test/account#login=abc')
  expect(pages.vehicle('1HGCM82633A004352')).toBe('https://x.test/?vin=1HGCM82633A004352')
})
