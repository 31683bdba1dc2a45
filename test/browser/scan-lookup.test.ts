import { describe, expect, test } from 'vitest'
import { barcodePicture, rotated } from '../support/barcode-pictures.ts'
import { findBrowser, openPage } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'

const program = findBrowser()
const label = await barcodePicture('code39', '1HGCM82633A004352')
const picture = { name: 'label.png', mimeType: 'image/png', buffer: await rotated(7)(label) }

describe.skipIf(program === null)('the lookup page with a scanner (needs a browser)', () => {
  const world = usePlatformInBrowser()

  test.each([
    { name: 'a desktop', size: { width: 1280, height: 900 } },
    { name: 'a phone', size: { width: 320, height: 640 } },
  ])('looks up the VIN of a photographed label on $name', async ({ size }) => {
    const { page, complaints } = await openPage(world.browser, size)
    await page.goto(world.platform.run().urls.lookup)
    await page.getByRole('button', { name: 'Scan a barcode' }).click()
    await page.getByLabel('A picture of a barcode').setInputFiles(picture)
    await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })
})
