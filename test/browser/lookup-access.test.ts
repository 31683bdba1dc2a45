import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { faultsInEveryLight } from '../support/axe.ts'
import { findBrowser, openPage } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'
import { signIn } from '../support/signed-in-page.ts'

const program = findBrowser()
const accord = '1HGCM82633A004352'
const mistyped = '1HGCM82643A004352'
const tesla = '5YJ3E1EA1KF317000'
const desktop = { width: 1280, height: 900 }
const chooser = 'input[aria-label="A CSV with a column vin"]'
const csv = (text: string) => ({ name: 'cars.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

describe.skipIf(program === null)('the lookup page is for everybody (needs a browser)', () => {
  const world = usePlatformInBrowser()

  /** Holds lookups back until the page closes. */
  const holdLookups = (page: Page) => page.route('**/api/decode', () => {})

  const states: { name: string; show: (page: Page) => Promise<void> }[] = [
    { name: 'nothing', show: (page) => page.getByRole('heading', { name: 'What is this vehicle?' }).waitFor() },
    {
      name: 'a typed VIN taken apart',
      async show(page) {
        await page.locator('#vin').fill(mistyped)
        await page.getByText('Check digit, position by position').click()
        await page.getByRole('table').waitFor()
      },
    },
    {
      name: 'a forbidden letter',
      async show(page) {
        await page.locator('#vin').fill('1HGO')
        await page.getByText('Position 4 is the letter O.').waitFor()
      },
    },
    {
      name: 'a slow lookup',
      async show(page) {
        await page.clock.install()
        await page.reload()
        await holdLookups(page)
        await page.locator('#vin').fill(accord)
        await page.keyboard.press('Enter')
        await page.clock.runFor(4000)
        await page.getByRole('button', { name: 'Give up' }).waitFor()
      },
    },
    {
      name: 'a report with a wrong check digit',
      async show(page) {
        await page.goto(`${world.url}?vin=${mistyped}`)
        await page.getByRole('table').waitFor()
        await page.getByText('Everything the decoder said').click()
      },
    },
    {
      name: 'the question for a second VIN',
      async show(page) {
        await page.goto(`${world.url}?vin=${tesla}`)
        await page.getByRole('button', { name: 'Compare with another' }).click()
        await page.getByLabel('VIN of the other vehicle').fill(accord)
      },
    },
    {
      name: 'a comparison',
      async show(page) {
        await page.goto(`${world.url}?vin=${accord}&with=${tesla}`)
        await page.locator('[data-likeness="differs"]').first().waitFor()
      },
    },
    {
      name: 'a refusal',
      async show(page) {
        await page.locator('#vin').fill('1HGCM82633A0O4352')
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: 'This is no VIN' }).waitFor()
      },
    },
    {
      name: 'no connection',
      async show(page) {
        await page.context().setOffline(true)
        await page.locator('#vin').fill(accord)
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: 'No connection to IntelAuto' }).waitFor()
      },
    },
    {
      name: 'a file that is of no use',
      async show(page) {
        await page.locator(chooser).setInputFiles(csv('plate\nB-1'))
        await page.getByRole('alert').waitFor()
      },
    },
    {
      name: 'a file of too many rows',
      async show(page) {
        await page.locator(chooser).setInputFiles(csv(`vin\n${`${accord}\n`.repeat(31)}`))
        await page.getByRole('button', { name: 'Look up the first 30' }).waitFor()
      },
    },
    {
      name: 'a list on its way',
      async show(page) {
        await page.route('**/api/decode/batch', () => {})
        await page.locator(chooser).setInputFiles(csv(`vin\n${accord}\n`))
        await page.getByRole('button', { name: 'Look up 1 VIN' }).click()
        await page.getByRole('progressbar').waitFor()
      },
    },
    {
      name: 'a list with problems',
      async show(page) {
        await page.locator(chooser).setInputFiles(csv(`vin\n${accord}\n${mistyped}\nwrong\n`))
        await page.getByRole('button', { name: 'Look up 3 VINs' }).click()
        await page.getByText('3 VINs looked up, 2 with problems.').waitFor()
      },
    },
    {
      name: 'the history of an account whose month is nearly used, about to lose a line',
      async show(page) {
        await signIn(page, world.database, 'telegram:21')
        await world.database.query(
          `insert into account_usage (account, month, used) values ($1, date_trunc('month', now() at time zone 'utc')::date, 90)`,
          ['telegram:21'],
        )
        await page.goto(`${world.url}?vin=${accord}`)
        await page.getByText('lookups are left of 100').waitFor()
        await page.getByRole('button', { name: `Delete ${accord}` }).click()
        await page.getByRole('dialog', { name: 'Delete this lookup?' }).waitFor()
      },
    },
    {
      name: 'the history of a visitor, searched in vain',
      async show(page) {
        await page.goto(`${world.url}?vin=${accord}`)
        await page.getByLabel('Search the history').fill('truck')
        await page.getByText('0 found').waitFor()
      },
    },
  ]

  test.each(states)('with $name axe finds nothing serious, light or dark, wide or narrow', async ({ show }) => {
    const { page } = await openPage(world.browser, desktop)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(world.url)
    await show(page)
    expect(await faultsInEveryLight(page)).toEqual([])
    await page.close()
  })

  const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent.trim()')

  test('everything is reached by keys: box, lookup, comparison, and back out', async () => {
    const { page } = await openPage(world.browser, desktop)
    await page.goto(world.url)
    await page.keyboard.press('/')
    await page.keyboard.type(accord)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
    await expect.poll(() => focused(page)).toBe('2003 Honda Accord')
    expect(await page.getByRole('status').allTextContents()).toContain('Found: 2003 Honda Accord. Warnings: 0')

    for (let presses = 0; presses < 4; presses++) await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Compare with another')
    await page.keyboard.press('Enter')
    await page.getByLabel('VIN of the other vehicle').waitFor()
    await page.keyboard.press('Escape')
    await page.getByLabel('VIN of the other vehicle').waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('Compare with another')
    await page.keyboard.press('Enter')
    await page.keyboard.type(tesla)
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('Two vehicles compared')
    await page.close()
  })

  test('the focus stays in the box of who goes on typing while a lookup is on its way', async () => {
    const { page } = await openPage(world.browser, desktop)
    let answer = () => {}
    await page.route('**/api/decode', async (route) => {
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      await route.continue()
    })
    await page.goto(world.url)
    await page.locator('#vin').fill(accord)
    const asked = page.waitForRequest('**/api/decode')
    await page.keyboard.press('Enter')
    await asked
    await page.locator('#vin').fill('WVW')
    answer()
    await page.getByRole('heading', { name: '2003 Honda Accord' }).waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('vin')
    await page.close()
  })

  test('a slash is a character where one types, and Escape closes what was opened', async () => {
    const { page } = await openPage(world.browser, desktop)
    await page.goto(`${world.url}?vin=${mistyped}`)
    await page.getByRole('table').waitFor()
    await page.getByLabel('Search the history').fill('a')
    await page.keyboard.type('/b')
    expect(await page.getByLabel('Search the history').inputValue()).toBe('a/b')
    await page.getByText('Check digit, position by position').focus()
    await page.keyboard.press('Escape')
    await page.getByRole('table').waitFor({ state: 'detached' })
    await page.close()
  })

  test('nothing moves for who asked for stillness', async () => {
    const { page } = await openPage(world.browser, desktop)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await holdLookups(page)
    await page.goto(`${world.url}?vin=${accord}`)
    await page.getByText('Looking up').waitFor()
    expect(
      await page.evaluate(`document.getAnimations().filter(({ playState }) => playState === 'running').length`),
    ).toBe(0)
    await page.close()
  })
})
