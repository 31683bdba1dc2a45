import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { barcodePicture, film, photoWithoutBarcode, rotated, stacked } from '../support/barcode-pictures.ts'
import { findBrowser, launchBrowser, openPage } from '../support/browser.ts'
import { eventually } from '../support/platform.ts'
import { holdCamera, keepTracks, refuseFirstFrame, serveScanPage } from '../support/scan-page.ts'

const program = findBrowser()
const accord = '1HGCM82633A004352'
const coach = '1M8GDM9AXKP042788'
const desktop = { width: 1280, height: 900 }
const phone = { width: 320, height: 640 }
const label = await barcodePicture('code39', accord)

describe.skipIf(program === null)('the barcode scanner (needs a browser)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'intelauto-film-'))
  let served: Awaited<ReturnType<typeof serveScanPage>>
  let withoutCamera: Browser
  let withCamera: Browser

  beforeAll(async () => {
    served = await serveScanPage()
    const file = join(folder, 'label.y4m')
    writeFileSync(file, await film(await rotated(12)(label)))
    if (program === null) return
    withoutCamera = await launchBrowser(program)
    withCamera = await launchBrowser(program, [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
    ])
  })
  afterAll(async () => {
    await withoutCamera?.close()
    await withCamera?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function openScan(browser: Browser, size = desktop) {
    const opened = await openPage(browser, size)
    await opened.page.goto(served.url)
    await scanButton(opened.page).click()
    return opened
  }

  describe.each([
    { name: 'a desktop', size: desktop },
    { name: 'a phone', size: phone },
  ])('on $name', ({ size }) => {
    test.each<{ name: string; picture: () => Promise<Buffer>; says: RegExp }>([
      {
        name: 'a photo without a barcode',
        picture: () => photoWithoutBarcode(800, 600),
        says: /no barcode was found/i,
      },
      { name: 'a barcode without a VIN', picture: () => barcodePicture('qrcode', 'HELLO'), says: /says “HELLO”/ },
      { name: 'a file that is no picture', picture: async () => Buffer.from('<svg></svg>'), says: /is no picture/ },
    ])('$name is told, and another can be chosen', async ({ picture, says }) => {
      const { page, complaints } = await openScan(withoutCamera, size)
      await choose(page, await picture())
      await page.getByText(says).waitFor()
      expect(await widthOf(page)).toBeLessThanOrEqual(size.width)
      await choose(page, label)
      await page.getByText(accord).waitFor()
      expect(complaints).toEqual([])
      await page.close()
    })

    test('of several VINs the person chooses', async () => {
      const { page } = await openScan(withoutCamera, size)
      await choose(page, await stacked([label, await barcodePicture('code39', coach)]))
      await page.getByText('There are 2 VINs').waitFor()
      expect(await seriousFaults(page)).toEqual([])
      await page.getByRole('button', { name: coach }).click()
      expect(await page.locator('output').textContent()).toBe(`${coach}\n`)
      await page.close()
    })

    test('without a camera it says so and offers a picture', async () => {
      const { page } = await openScan(withoutCamera, size)
      await page.getByText('No camera was found').waitFor()
      expect(await page.getByRole('button', { name: 'Choose a picture' }).isEnabled()).toBe(true)
      expect(await seriousFaults(page)).toEqual([])
      expect(await widthOf(page)).toBeLessThanOrEqual(size.width)
      await page.close()
    })

    test('a camera that is refused is told', async () => {
      const { page } = await openScan(withCamera, size)
      await page.getByText('The camera is not allowed here').waitFor()
      await page.close()
    })
  })

  describe('with a camera', () => {
    async function openCamera() {
      const { page, complaints } = await openPage(withCamera, desktop)
      await page.context().grantPermissions(['camera'])
      await page.addInitScript(keepTracks)
      await page.goto(served.url)
      return { page, complaints }
    }

    test('a label that is held askew is read, and the camera stops', async () => {
      const { page, complaints } = await openCamera()
      await scanButton(page).click()
      await page.getByText(accord).waitFor({ timeout: 30_000 })
      expect(await page.evaluate('kept.map((track) => track.readyState)')).toEqual(['ended'])
      expect(complaints).toEqual([])
      await page.close()
    })

    test('a frame that there is no room for is passed over', async () => {
      const { page, complaints } = await openCamera()
      await page.evaluate(refuseFirstFrame)
      await scanButton(page).click()
      await page.getByText(accord).waitFor({ timeout: 30_000 })
      expect(await page.evaluate('hasRefused')).toBe(true)
      expect(complaints).toEqual([])
      await page.close()
    })

    test('closing stops the camera, and opening starts it again', async () => {
      const { page } = await openCamera()
      await page.route('**/*.wasm', () => {})
      for (const cameras of [1, 2]) {
        await scanButton(page).click()
        await page.getByLabel('What the camera sees').waitFor()
        expect(await page.evaluate('kept.at(-1).readyState')).toBe('live')
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'hidden' })
        await eventually('the end of the camera', () => hasEnded(page, cameras))
      }
      await page.close()
    })

    test('a camera that is allowed after the dialog was closed is stopped at once', async () => {
      const { page } = await openCamera()
      await page.evaluate(holdCamera)
      await scanButton(page).click()
      await page.getByText('Waiting for the camera').waitFor()
      await page.keyboard.press('Escape')
      await page.evaluate('allow()')
      await eventually('the end of the camera', () => hasEnded(page, 1))
      await page.close()
    })
  })

  test('works by keyboard alone, and gives the focus back', async () => {
    const { page } = await openPage(withoutCamera, desktop)
    await page.goto(served.url)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Scan a barcode' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Scan a barcode')
    await page.close()
  })

  test.each([
    { name: 'pasted', event: 'new ClipboardEvent("paste", { clipboardData: carried, bubbles: true })' },
    { name: 'dropped', event: dropEvent },
  ])('a picture can be $name', async ({ event }) => {
    const { page } = await openScan(withoutCamera)
    const bytes = `Uint8Array.from(atob('${label.toString('base64')}'), (char) => char.charCodeAt(0))`
    await page.evaluate(carryIn(bytes, event))
    await page.getByText(accord).waitFor()
    await page.close()
  })

  test('too large a picture is told', async () => {
    const { page } = await openScan(withoutCamera)
    await page.evaluate(carryIn('new Uint8Array(20_000_001)', dropEvent))
    await page.getByText('at most 20 MB').waitFor()
    await page.close()
  })

  test('the reader loads when it is first needed, from our own host', async () => {
    const { page } = await openPage(withoutCamera, desktop)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(served.url)
    expect(asked.filter((url) => /wasm|worker/.test(url))).toEqual([])
    await scanButton(page).click()
    await choose(page, label)
    await page.getByText(accord).waitFor()
    expect(asked.filter((url) => /wasm|worker/.test(url)).length).toBe(2)
    expect(asked.filter((url) => /^https?:/.test(url) && !url.startsWith(new URL(served.url).origin))).toEqual([])
    await page.close()
  })

  test('a reader that does not load is told, and comes back with the network', async () => {
    const { page } = await openPage(withoutCamera, desktop)
    await page.goto(served.url)
    await page.route('**/*worker*', (route) => route.abort())
    await scanButton(page).click()
    await choose(page, label)
    await page.getByText('could not be loaded').waitFor()
    await page.unroute('**/*worker*')
    await choose(page, label)
    await page.getByText(accord).waitFor()
    await page.close()
  })
})

const dropEvent = 'new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true })'

/** Hands the dialog a picture by an event in which it is `carried`. */
function carryIn(bytes: string, event: string): string {
  return `
    var carried = new DataTransfer()
    carried.items.add(new File([${bytes}], 'label.png', { type: 'image/png' }))
    document.querySelector('dialog').dispatchEvent(${event})`
}

function hasEnded(page: Page, cameras: number): Promise<boolean> {
  return page.evaluate(`kept.length === ${cameras} && kept.every((track) => track.readyState === 'ended')`)
}

function scanButton(page: Page) {
  return page.getByRole('button', { name: 'Scan a barcode' })
}

function choose(page: Page, buffer: Buffer): Promise<void> {
  return page.getByLabel('A picture of a barcode').setInputFiles({ name: 'picture', mimeType: 'image/png', buffer })
}

function widthOf(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth')
}
