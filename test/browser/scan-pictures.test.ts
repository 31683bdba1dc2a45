import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  barcodePicture,
  barcodesOf,
  type Damage,
  damaged,
  dimmed,
  halfAsLarge,
  jpegOfLowQuality,
  noisy,
  rotated,
} from '../support/barcode-pictures.ts'
import { findBrowser, launchBrowser, openPage } from '../support/browser.ts'
import { serveScanPage } from '../support/scan-page.ts'

const program = findBrowser()
const accord = '1HGCM82633A004352'
const damages: { name: string; damage: Damage[] }[] = [
  { name: 'as it was printed', damage: [] },
  { name: 'turned by 30 degrees', damage: [rotated(30)] },
  { name: 'on its side', damage: [rotated(90)] },
  { name: 'in the dark', damage: [dimmed] },
  { name: 'with grain', damage: [noisy] },
  { name: 'as a JPEG of quality 40', damage: [jpegOfLowQuality] },
  { name: 'at half its size', damage: [halfAsLarge] },
]

describe.skipIf(program === null)('the barcode scanner reads from a picture (needs a browser)', () => {
  let served: Awaited<ReturnType<typeof serveScanPage>>
  let browser: Browser

  beforeAll(async () => {
    served = await serveScanPage()
    if (program !== null) browser = await launchBrowser(program)
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  describe.each(barcodesOf(accord))('$name', ({ kind, text }) => {
    test.each(damages)('$name', async ({ damage }) => {
      const { page, complaints } = await openPage(browser, { width: 1280, height: 900 })
      await page.goto(served.url)
      await page.getByRole('button', { name: 'Scan a barcode' }).click()
      const buffer = await damaged(await barcodePicture(kind, text), damage)
      await page.getByLabel('A picture of a barcode').setInputFiles({ name: 'picture', mimeType: 'image/png', buffer })
      await page.getByText(accord).waitFor({ timeout: 20_000 })
      expect(await page.getByRole('dialog').isVisible()).toBe(false)
      expect(complaints).toEqual([])
      await page.close()
    })
  })
})
