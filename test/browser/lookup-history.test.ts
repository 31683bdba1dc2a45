import { describe, expect, test } from 'vitest'
import { findBrowser, openPage } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'
import { signIn } from '../support/signed-in-page.ts'

const program = findBrowser()
const accord = '1HGCM82633A004352'
const tesla = '5YJ3E1EA1KF317000'
const carNumber = (number: number) => `1HGCM82633A${String(number).padStart(6, '0')}`

describe.skipIf(program === null)('the history (needs a browser)', () => {
  const world = usePlatformInBrowser()

  describe.each([
    { name: 'a desktop', size: { width: 1280, height: 900 }, account: 'telegram:11' },
    { name: 'a phone', size: { width: 320, height: 640 }, account: 'telegram:12' },
  ])('on $name', ({ size, account }) => {
    test('of a visitor stays in the world.browser, is searched, and is forgotten', async () => {
      const { page, complaints } = await openPage(world.browser, size)
      await page.goto(`${world.url}?vin=${tesla}`)
      await page.getByRole('heading', { name: '2019 Tesla Model 3' }).waitFor()
      await page.goto(`${world.url}?vin=${accord}`)
      await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
      const lines = page.locator('section[aria-labelledby="history-title"] li')
      expect(await lines.count()).toBe(2)
      expect(await page.getByRole('button', { name: `Compare with ${accord}` }).count()).toBe(0)
      await page.getByLabel('Search the history').fill('tesla 3e1')
      await page.getByText('1 found').waitFor()
      await page.getByRole('button', { name: `Compare with ${tesla}` }).click()
      await page.getByRole('heading', { name: 'Two vehicles compared' }).waitFor()
      await page.getByRole('button', { name: 'Forget them' }).click()
      await lines.first().waitFor({ state: 'detached' })
      await page.reload()
      await page.getByRole('heading', { name: 'Two vehicles compared' }).waitFor()
      expect(complaints).toEqual([])
      await page.close()
    })

    test('of an account is on the server: searched, turned, deleted, opened elsewhere', async () => {
      const { page, complaints } = await openPage(world.browser, size)
      await page.goto(world.url)
      await signIn(page, world.database, account)
      await page.goto(`${world.url}?vin=${accord}`)
      await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
      const vins = Array.from({ length: 20 }, (_, index) => carNumber(index))
      await page.locator('#vin').fill(vins.join(' '))
      await page.getByRole('button', { name: 'Look up 20', exact: true }).click()
      await page.getByRole('button', { name: 'Look up 20 VINs' }).click()
      await page.getByText('Page 1 of 2').waitFor()
      await page.getByRole('button', { name: 'Older' }).click()
      await page.getByText('Page 2 of 2').waitFor()

      await page.getByLabel('Search the history').fill('004352')
      await page.getByText('1 found').waitFor()
      await page.getByRole('button', { name: `Delete ${accord}` }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click()
      await page.getByRole('button', { name: `Delete ${accord}` }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
      await page.getByText('0 found').waitFor()
      await page.getByLabel('Search the history').fill('000007')
      await page.getByText('1 found').waitFor()
      await page
        .getByRole('link', { name: carNumber(7) })
        .last()
        .click()
      await page.locator('article', { hasText: carNumber(7) }).waitFor()
      const rows = await world.database.query('select from vehicles where account = $1', [account])
      expect(rows).toHaveLength(20)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
      expect(complaints).toEqual([])
      await page.close()
    })
  })

  test('a session that ended elsewhere makes the page a visitor’s, and the lookup goes on', async () => {
    const { page } = await openPage(world.browser, { width: 1280, height: 900 })
    await page.goto(world.url)
    await signIn(page, world.database, 'telegram:13')
    await page.reload()
    await page.getByRole('heading', { name: 'Your history' }).waitFor()
    await world.database.query('delete from sessions where account = $1', ['telegram:13'])
    await page.locator('#vin').fill(accord)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
    await page.getByRole('heading', { name: 'Looked up on this device' }).waitFor()
    await page.close()
  })
})
