import { describe, expect, test } from 'vitest'
import { askForCode, linkFor, openSignedIn, signInByLink } from '../support/account-page.ts'
import { faultsInEveryLight } from '../support/axe.ts'
import { findBrowser, openPage } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'
import { createChat } from '../support/chat.ts'
import { eventually } from '../support/platform.ts'

const program = findBrowser()
const secret = 'the-secret-of-the-dashboard-of-this-test'
const operator = 1001
const desktop = { width: 1280, height: 900 }

describe.skipIf(program === null)('signing in on the account page (needs a browser)', () => {
  const world = usePlatformInBrowser({ path: 'account', env: { DASHBOARD_SECRET_KEY: secret } })

  test('a visitor gets a code, the link opens the account in a new tab, and the first tab follows', async () => {
    const context = await world.browser.newContext({ viewport: desktop })
    const page = await context.newPage()
    const complaints: string[] = []
    context.on('weberror', (error) => complaints.push(error.error().message))
    context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await page.goto(world.url)
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    expect(await faultsInEveryLight(page)).toEqual([])
    const code = await askForCode(page, world.url)
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    expect(await page.locator('[data-code]').textContent()).toBe(`/login ${code}`)
    expect(await faultsInEveryLight(page)).toEqual([])
    await page.reload()
    expect(await page.locator('[data-code]').getAttribute('data-code')).toBe(code)

    const tab = await context.newPage()
    await tab.goto(await linkFor(world, 'telegram:2001', code))
    for (const one of [tab, page]) await one.getByRole('heading', { level: 1, name: 'Telegram 2001' }).waitFor()
    expect(tab.url()).toBe(world.url)
    expect(await tab.evaluate('history.length')).toBeLessThanOrEqual(2)
    expect(complaints).toEqual([])
    expect(await faultsInEveryLight(page)).toEqual([])
    await context.close()
  })

  test('a link that is used, or was asked for elsewhere, says so; the address forgets it', async () => {
    const { page } = await openPage(world.browser, desktop)
    const link = await signInByLink(world, page, 'telegram:2002')
    await page.goto(`${world.url}?again`)
    await page.goto(link)
    await page.getByRole('heading', { level: 1, name: 'Telegram 2002' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await page.evaluate(`location.assign('#${link.split('#')[1]}')`)
    await page.getByRole('heading', { name: 'The code of this browser is used or over' }).waitFor()
    expect(page.url()).not.toContain('login=')

    const other = await openPage(world.browser, desktop)
    await other.page.goto(link)
    await other.page.getByRole('heading', { name: 'This browser did not ask for the link' }).waitFor()
    expect(other.page.url()).toBe(world.url)
    expect(await faultsInEveryLight(other.page)).toEqual([])
    await other.page.goto(`${world.url}?cut#login=abc`)
    await other.page.getByRole('heading', { name: 'The link is not whole' }).waitFor()
    await page.close()
    await other.page.close()
  })

  test('nothing is changed without the token of the session, nor after it', async () => {
    const { page } = await openPage(world.browser, desktop)
    await signInByLink(world, page, 'telegram:2005')
    const post = (headers: object) =>
      page.evaluate(
        async (given) => {
          const body = JSON.stringify({ name: 'x' })
          const wanted = { 'content-type': 'application/json', ...given }
          return (await fetch('/api/keys', { method: 'POST', headers: wanted, body })).status
        },
        headers as Record<string, string>,
      )
    expect(await post({})).toBe(403)
    expect(await post({ 'x-csrf-token': '0'.repeat(64) })).toBe(403)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    expect(await page.evaluate(async () => (await fetch('/api/users/me')).status)).toBe(401)
    await page.reload()
    await page.getByRole('button', { name: 'Sign in through Telegram' }).waitFor()
    await page.close()
  })

  test('a session that ended, accounts that are away, and no network are told in words', async () => {
    const { page } = await openSignedIn(world, 'telegram:2006')
    await page.context().setOffline(true)
    await page.getByLabel('Name').fill('late')
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByRole('alert').filter({ hasText: 'No connection to IntelAuto' }).waitFor()
    expect(await faultsInEveryLight(page)).toEqual([])
    await page.context().setOffline(false)

    await page.route('**/api/users/me', (route) =>
      route.fulfill({ status: 503, json: { error: { code: 'unavailable', message: 'away', request_id: 'r-1' } } }),
    )
    await page.reload()
    await page.getByRole('alert').filter({ hasText: 'Accounts cannot be reached right now' }).waitFor()
    expect(await faultsInEveryLight(page)).toEqual([])
    await page.unroute('**/api/users/me')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Telegram 2006' }).waitFor()
    await page.getByText('No key yet').waitFor()

    await world.database.query('delete from sessions where account = $1', ['telegram:2006'])
    await page.getByLabel('Name').fill('too late')
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByRole('heading', { name: 'The session is over' }).waitFor()
    await page.getByRole('button', { name: 'Sign in through Telegram' }).waitFor()
    await page.close()
  })

  test('who breaks the glass is told what that may, makes no keys, and the operator reads it in the chat', async () => {
    await createChat(world.platform.run(), operator).say('/start')
    const { page } = await openPage(world.browser, desktop)
    await page.goto(world.url)
    await page.getByText('Operators: break the glass').click()
    expect(await faultsInEveryLight(page)).toEqual([])
    await page.getByLabel('Secret of the dashboard').fill('not the secret')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'That is not the secret' }).waitFor()
    await page.getByLabel('Secret of the dashboard').fill(secret)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Break-glass' }).waitFor()
    await page.getByText(/Ends in 59 min/).waitFor()
    expect(await page.getByRole('button', { name: 'Make the key' }).count()).toBe(0)
    expect(await faultsInEveryLight(page)).toEqual([])
    const message = await eventually('the message to the operator', async () =>
      (await createChat(world.platform.run(), operator).messages()).find(({ text }) =>
        text.includes('Break-glass sign-in'),
      ),
    )
    expect(message.text).toContain('from 127.0.0.1')
    expect(message.text).not.toContain(secret)
    await page.close()
  })

  test('the header leads to every page, marks the present one, and says who is signed in', async () => {
    const { page } = await openSignedIn(world, 'telegram:2007')
    for (const [path, name] of [
      ['', 'Lookup'],
      ['status', 'Status'],
      ['account', 'Account'],
    ] as const) {
      await page.goto(world.url.replace(/account$/, path))
      const nav = page.getByRole('navigation', { name: 'Pages' })
      await nav.getByText('signed in as Telegram 2007').waitFor({ state: 'attached' })
      const names = await nav.getByRole('link').allInnerTexts()
      expect(names.map((text) => text.split(/[\s,]/)[0])).toEqual(['Lookup', 'Status', 'API', 'Account'])
      expect(await nav.locator('[aria-current="page"]').textContent()).toContain(name)
      const bar = await page.locator('header .bar').evaluate((one) => one.scrollWidth <= one.clientWidth)
      expect(bar).toBe(true)
    }
    await page.close()
  })
})
