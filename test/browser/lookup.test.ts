import { describe, expect, test } from 'vitest'
import { findBrowser, openPage } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'

const program = findBrowser()
const accord = '1HGCM82633A004352'

describe.skipIf(program === null)('the lookup page (needs a browser)', () => {
  const world = usePlatformInBrowser()

  describe.each([
    { name: 'a desktop', size: { width: 1280, height: 900 } },
    { name: 'a phone', size: { width: 320, height: 640 } },
  ])('on $name', ({ size }) => {
    test('decodes a typed VIN, names its sources, and keeps the VIN in the address', async () => {
      const { page, complaints } = await openPage(world.browser, size)
      await page.goto(world.url)
      await page.locator('#vin').fill(accord.toLowerCase())
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
      expect(new URL(page.url()).searchParams.get('vin')).toBe(accord)
      const text = await page.locator('main').textContent()
      expect(text).toContain('Marysville')
      expect(text).toMatch(/not available/i)
      expect(complaints).toEqual([])
      await page.close()
    })

    test('a shared link shows the vehicle, and Back returns', async () => {
      const { page } = await openPage(world.browser, size)
      await page.goto(world.url)
      await page.goto(`${world.url}?vin=${accord}`)
      await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
      await page.goBack()
      await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor({ state: 'detached' })
      await page.close()
    })

    test('a typo is explained, and a press on the suggestion looks it up', async () => {
      const { page } = await openPage(world.browser, size)
      await page.goto(`${world.url}?vin=1HGCM82633A004353`)
      await page
        .getByRole('button', { name: new RegExp(accord) })
        .first()
        .click()
      await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
      expect(new URL(page.url()).searchParams.get('vin')).toBe(accord)
      await page.close()
    })

    test('HTML in a VIN stays text', async () => {
      const { page, complaints } = await openPage(world.browser, size)
      await page.goto(`${world.url}?vin=${encodeURIComponent('<img src=x onerror=document.title=1>')}`)
      await page.getByRole('status').filter({ hasText: /./ }).first().waitFor({ state: 'attached' })
      expect(await page.locator('main img').count()).toBe(0)
      expect(complaints.filter((text) => !text.includes('400'))).toEqual([])
      await page.close()
    })

    test('nothing is wider than the screen', async () => {
      const { page } = await openPage(world.browser, size)
      await page.goto(`${world.url}?vin=${accord}`)
      await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
      await page.close()
    })
  })
})
