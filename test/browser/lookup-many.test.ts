import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findBrowser, openPage } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'
import { signIn } from '../support/signed-in-page.ts'

const program = findBrowser()
const accord = '1HGCM82633A004352'
const mistyped = '1HGCM82643A004352'
const desktop = { width: 1280, height: 900 }
const phone = { width: 320, height: 640 }
const chooser = 'input[aria-label="A CSV with a column vin"]'
/** Cars of one kind; few of their check digits fit. */
const carNumber = (number: number) => `1HGCM82633A${String(number).padStart(6, '0')}`
const csv = (rows: readonly string[]) => ({
  ...{
    name: 'cars.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`plate;VIN\r\n${rows.map((vin) => `B;${vin}`).join('\r\n')}`),
  },
})

describe.skipIf(program === null)('many VINs at once (needs a browser)', () => {
  const world = usePlatformInBrowser()

  async function openAs(account: string, plan: 'free' | 'enterprise', size = desktop) {
    const opened = await openPage(world.browser, size)
    await opened.page.goto(world.url)
    await signIn(opened.page, world.database, account)
    await world.database.query('update accounts set plan = $2 where id = $1', [account, plan])
    await opened.page.reload()
    await opened.page.getByRole('heading', { name: 'Your history' }).waitFor()
    return opened
  }

  async function download(page: Page): Promise<string[][]> {
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download as CSV' }).click()
    return parse(readFileSync(await (await coming).path()), { bom: true })
  }

  test.each([
    { name: 'a desktop', size: desktop, account: 'telegram:1' },
    { name: 'a phone', size: phone, account: 'telegram:2' },
  ])('a thousand rows on $name come with a progress bar, in order, and go as a CSV', async ({ size, account }) => {
    const { page, complaints } = await openAs(account, 'enterprise', size)
    const vins = Array.from({ length: 998 }, (_, index) => carNumber(index))
    await page.locator(chooser).setInputFiles(csv([accord, ...vins, '=1+1']))
    await page.getByRole('button', { name: 'Look up 1,000 VINs' }).click()
    await page.getByRole('progressbar', { name: 'Looked up' }).waitFor()
    await page.getByText('1,000 VINs looked up').waitFor()
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    expect(await page.locator('[data-row]').count()).toBe(50)
    expect(await page.getByText('Page 1 of 20').count()).toBe(1)

    await page.getByLabel(/Only problems/).check()
    await page.locator('[data-row="1"]').waitFor({ state: 'detached' })
    const [names = [], ...rows] = await download(page)
    expect(names.slice(0, 5)).toEqual(['vin', 'success', 'make', 'model', 'year'])
    expect(rows.map(([vin]) => vin)).toEqual([accord, ...vins, "'=1+1"])
    expect(rows[0]?.slice(1, 5)).toEqual(['true', 'Honda', 'Accord', '2003'])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a month that does not suffice is told before, and row by row after', async () => {
    const { page } = await openAs('telegram:3', 'free')
    await world.database.query(
      `insert into account_usage (account, month, used) values ($1, date_trunc('month', now() at time zone 'utc')::date, 98)`,
      ['telegram:3'],
    )
    await page.reload()
    await page.getByText('2 lookups are left of 100 this month.').waitFor()
    await page.locator(chooser).setInputFiles(csv([7001, 7002, 7003].map(carNumber)))
    await page.getByText('Of this month 2 lookups are left.').waitFor()
    await page.getByRole('button', { name: 'Look up 3 VINs' }).click()
    await page.locator('[data-row="3"]', { hasText: 'The lookups of this month are used up' }).waitFor()
    await page.getByText('All 100 lookups of this month are used.').waitFor()
    await page.locator('#vin').fill(carNumber(7004))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'The lookups of this month are used up' }).waitFor()
    await page.close()
  })

  test('without a connection it stops, keeps what it has, and goes on when told', async () => {
    const { page } = await openAs('telegram:4', 'enterprise')
    await page.locator(chooser).setInputFiles(csv([accord, mistyped]))
    await page.getByRole('button', { name: 'Look up 2 VINs' }).waitFor()
    await page.context().setOffline(true)
    await page.getByText('This device is offline.').waitFor()
    await page.getByRole('button', { name: 'Look up 2 VINs' }).click()
    await page.getByRole('alert').filter({ hasText: 'No connection to IntelAuto' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Your history' }).count()).toBe(1)
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('2 VINs looked up, 1 with problems.').waitFor()
    await page.close()
  })

  test('a visitor may send thirty, is told what a minute allows, and can stop waiting', async () => {
    const { page } = await openPage(world.browser, phone)
    await page.goto(world.url)
    await page.locator(chooser).setInputFiles(csv(Array.from({ length: 31 }, () => accord)))
    await page.getByText('31 VINs are too many for a visitor').waitFor()
    await page.getByRole('button', { name: 'Look up the first 30' }).click()
    await untilTheMinuteIsUsedUp(page)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Go on' }).waitFor()
    await page.close()
  })

  test('a dropped file and a pasted list are read as a chosen file is', async () => {
    const { page } = await openPage(world.browser, desktop)
    await page.goto(world.url)
    await page.evaluate(`{
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['vin\\n${accord}\\n'], 'dropped.csv'))
      const event = (name) => new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true })
      document.body.dispatchEvent(event('dragover'))
      document.body.dispatchEvent(event('drop'))
    }`)
    await page.getByRole('heading', { name: 'dropped.csv' }).waitFor()
    await page.getByRole('button', { name: 'Look up 1 VIN' }).waitFor()
    await page.evaluate(`{
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', '${accord}\\n1HGCM82633A0O4352\\n${mistyped}')
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.querySelector('#vin').dispatchEvent(event)
    }`)
    await page.getByRole('button', { name: 'Look up 3 VINs' }).waitFor()
    await page.locator('#vin').fill(`${accord} ${mistyped}`)
    await page.getByRole('button', { name: 'Look up 2', exact: true }).click()
    await page.getByRole('button', { name: 'Look up 2 VINs' }).waitFor()
    await page.close()
  })

  test.each<{ name: string; content: string | Uint8Array; says: string }>([
    { name: 'an empty file', content: '', says: 'The file is empty.' },
    { name: 'a file without a column vin', content: 'plate,name\nB-1,Ann', says: 'There is no column “vin”' },
    { name: 'a header alone', content: 'vin\n', says: 'The column vin has no rows.' },
    { name: 'a workbook', content: Uint8Array.from([0x50, 0x4b, 3, 4]), says: 'save the sheet as CSV' },
    { name: 'a picture', content: Uint8Array.from([0x89, 0x50, 0, 1]), says: 'This is no text file' },
    { name: '20 MB', content: new Uint8Array(20 * 1024 * 1024), says: 'The file has 20 MB' },
    { name: 'a quote that never ends', content: `vin\n"${accord}\n`, says: 'Line 2: a quote begins here' },
  ])('$name is told in words', async ({ content, says }) => {
    const { page, complaints } = await openPage(world.browser, phone)
    await page.goto(world.url)
    await page.locator(chooser).setInputFiles({ name: 'file.csv', mimeType: 'text/csv', buffer: Buffer.from(content) })
    await page.getByRole('alert').filter({ hasText: says }).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('1,001 rows are too many, and the first thousand are offered', async () => {
    const { page } = await openAs('telegram:5', 'enterprise')
    await page.locator(chooser).setInputFiles(csv(Array.from({ length: 1001 }, () => accord)))
    await page.getByText('1,001 VINs are too many: at most 1,000 at once.').waitFor()
    await page.getByRole('button', { name: 'Look up the first 1,000' }).waitFor()
    await page.close()
  })
})

/** Another thirty in the same minute are too many; where a new minute began between the two, the next thirty are. */
async function untilTheMinuteIsUsedUp(page: Page): Promise<void> {
  const waits = page.getByText(/it goes on by itself in \d+ s/)
  const isAnswered = () => waits.or(page.getByText('30 VINs looked up')).waitFor()
  await isAnswered()
  while (!(await waits.isVisible())) {
    await page.locator(chooser).setInputFiles(csv(Array.from({ length: 30 }, () => accord)))
    await page.getByRole('button', { name: 'Look up 30 VINs' }).click()
    await isAnswered()
  }
}
