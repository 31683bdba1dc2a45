import { describe, expect, test } from 'vitest'
import { findBrowser, openPage } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'

const program = findBrowser()
const accord = '1HGCM82633A004352'
const mistyped = '1HGCM82643A004352'
const tesla = '5YJ3E1EA1KF317000'

describe.skipIf(program === null)('two vehicles, and a VIN taken apart (needs a browser)', () => {
  const world = usePlatformInBrowser()

  describe.each([
    { name: 'a desktop', size: { width: 1280, height: 900 } },
    { name: 'a phone', size: { width: 320, height: 640 } },
  ])('on $name', ({ size }) => {
    test('a report is put beside another, with an address to share', async () => {
      const { page, complaints } = await openPage(world.browser, size)
      await page.goto(`${world.url}?vin=${accord}`)
      await page.getByRole('button', { name: 'Compare with another' }).click()
      await page.getByLabel('VIN of the other vehicle').fill(tesla.toLowerCase())
      await page.keyboard.press('Enter')
      const differing = page.locator('[data-likeness="differs"]')
      await differing.first().waitFor()
      expect(await differing.first().textContent()).toMatch(/Make\s*Honda.*Tesla.*differs/s)
      const { searchParams } = new URL(page.url())
      expect([searchParams.get('vin'), searchParams.get('with')]).toEqual([accord, tesla])
      expect(await page.title()).toBe('2003 Honda Accord and 2019 Tesla Model 3 · IntelAuto')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
      expect(complaints).toEqual([])
      await page.close()
    })

    test('a shared comparison opens, shows only what differs when asked, and gives way to one vehicle', async () => {
      const { page } = await openPage(world.browser, size)
      await page.goto(`${world.url}?vin=${accord}&with=${tesla}`)
      await page.locator('[data-likeness="same"]').first().waitFor()
      await page.getByLabel('Only differences').check()
      await page.locator('[data-likeness="same"]').first().waitFor({ state: 'detached' })
      expect(await page.locator('[data-likeness="differs"]').count()).toBeGreaterThan(3)
      await page.getByRole('button', { name: `Only this one: ${tesla}` }).click()
      await page.getByRole('heading', { name: '2019 Tesla Model 3' }).waitFor()
      expect(new URL(page.url()).search).toBe(`?vin=${tesla}`)
      await page.goBack()
      await page.getByRole('heading', { name: 'Two vehicles compared' }).waitFor()
      await page.close()
    })

    test('a comparison with what is no VIN says so, and takes another', async () => {
      const { page } = await openPage(world.browser, size)
      await page.goto(`${world.url}?vin=${accord}&with=nonsense`)
      await page.getByRole('heading', { name: 'This is no VIN' }).waitFor()
      await page.getByRole('button', { name: 'Try another VIN' }).click()
      await page.getByLabel('VIN of the other vehicle').fill(tesla)
      await page.keyboard.press('Enter')
      await page.locator('[data-likeness="differs"]').first().waitFor()
      await page.close()
    })

    test('a wrong check digit is explained position by position', async () => {
      const { page } = await openPage(world.browser, size)
      await page.goto(`${world.url}?vin=${mistyped}`)
      const sum = page.getByRole('table')
      await sum.waitFor()
      expect(await sum.getByRole('row').nth(2).textContent()).toMatch(/2\s*H\s*8\s*7\s*56/)
      const text = await page.locator('article').textContent()
      expect(text).toContain('Position 9 is 4, but the other characters call for 3.')
      expect(text).toContain('United States, North America')
      expect(text).toContain('What 311 leaves when divided by 11')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
      await page.close()
    })

    test('a typed VIN is taken apart without a lookup', async () => {
      const { page } = await openPage(world.browser, size)
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      await page.goto(world.url)
      await page.locator('#vin').fill('1HG CM826 43A 004352;')
      await page.getByText('Check digit, position by position').click()
      await page.getByRole('table').waitFor()
      expect(asked).toContain(`/api/vin/${mistyped}`)
      expect(asked).not.toContain('/api/decode')
      await page.getByRole('button', { name: `Look up ${accord}` }).click()
      await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
      await page.close()
    })
  })
})
