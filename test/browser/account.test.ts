import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createRegistry } from '../../platform/telemetry.ts'
import { digestOf, randomSecret } from '../../services/accounts/secrets.ts'
import { createSessionStore } from '../../services/accounts/session-store.ts'
import { createLoginLinks } from '../../services/accounts/sessions.ts'
import { seriousFaults } from '../support/axe.ts'
import { findBrowser, launchBrowser, openPage } from '../support/browser.ts'
import { createChat } from '../support/chat.ts'
import { createDataDir, eventually, type Platform, startPlatform } from '../support/platform.ts'

const program = findBrowser()
const secret = 'the-secret-of-the-dashboard-of-this-test'
const operator = 1001

describe.skipIf(program === null).each([
  { name: 'a desktop', size: { width: 1280, height: 900 } },
  { name: 'a phone', size: { width: 320, height: 640 } },
])('the account page on $name (needs a browser)', ({ size }) => {
  const folder = createDataDir()
  let platform: Platform
  let browser: Browser
  let database: Database
  let url: string

  beforeAll(async () => {
    platform = await startPlatform(folder.path, { DASHBOARD_SECRET_KEY: secret })
    const { urls } = platform.run()
    url = `${urls.lookup}account`
    database = createDatabase({
      ...{ url: urls.database, service: 'web', max: 2, registry: createRegistry(), log: silentLog },
    })
    if (program !== null) browser = await launchBrowser(program)
  })
  afterAll(async () => {
    await browser?.close()
    await database?.close()
    await platform?.stop()
    folder.remove()
  })

  const links = () => createLoginLinks({ store: createSessionStore(database), now: Date.now })
  /** What the bot answers `/login CODE` with. */
  const linkFor = async (account: string, code: string) => `${url}#login=${await links().make(account, code)}`
  const askForCode = async (page: Page) => {
    await page.goto(url)
    await page.getByRole('button', { name: 'Sign in through Telegram' }).click()
    return (await page.locator('[data-code]').getAttribute('data-code')) ?? ''
  }
  const signIn = async (page: Page, account: string) => {
    const link = await linkFor(account, await askForCode(page))
    await page.goto(link)
    await page.getByRole('heading', { level: 1, name: account.replace('telegram:', 'Telegram ') }).waitFor()
    return link
  }
  /** A session that was opened some time ago, as ten links a minute are the most. */
  const signedIn = async (account: string) => {
    const session = randomSecret()
    const stored = { digest: digestOf(session), expiresAt: Date.now() + 3_600_000 }
    await createSessionStore(database).open(account, 'free', stored, Date.now())
    const { page } = await openPage(browser, size)
    await page.context().addCookies([{ name: 'session', value: session, url }])
    await page.addInitScript(`localStorage.setItem('intelauto.account', '${account}')`)
    await page.goto(url)
    await page.getByRole('heading', { level: 1, name: account.replace('telegram:', 'Telegram ') }).waitFor()
    return page
  }
  const withKey = (key: string) =>
    fetch(`${url.replace(/account$/, '')}api/users/me`, { headers: { authorization: `Bearer ${key}` } })
  const makeKey = async (page: Page, name: string) => {
    await page.getByLabel('Name').fill(name)
    await page.getByRole('button', { name: 'Make the key' }).click()
    return shownKey(page, name)
  }
  const shownKey = async (page: Page, name: string) => {
    await page.getByRole('heading', { name: `Store the key “${name}” now` }).waitFor()
    return (await page.locator('.key').textContent()) ?? ''
  }
  const hideKey = async (page: Page) => {
    await page.getByLabel('It is in a safe place').check()
    await page.getByRole('button', { name: 'Hide the key' }).click()
    await page.locator('.key').waitFor({ state: 'detached' })
  }
  const confirm = (page: Page, action: string) =>
    page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click()

  /** A state that is fit to be seen: by axe in both shades, and no wider than the screen. */
  async function isFit(page: Page): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await seriousFaults(page)).toEqual([])
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
  }

  test('a visitor gets a code, the link opens the account in a new tab, and the first tab follows', async () => {
    const context = await browser.newContext({ viewport: size })
    const page = await context.newPage()
    const complaints: string[] = []
    context.on('weberror', (error) => complaints.push(error.error().message))
    context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await page.goto(url)
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await isFit(page)
    const code = await askForCode(page)
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    expect(await page.locator('[data-code]').textContent()).toBe(`/login ${code}`)
    await isFit(page)
    await page.reload()
    expect(await page.locator('[data-code]').getAttribute('data-code')).toBe(code)

    const tab = await context.newPage()
    await tab.goto(await linkFor('telegram:2001', code))
    for (const one of [tab, page]) await one.getByRole('heading', { level: 1, name: 'Telegram 2001' }).waitFor()
    expect(tab.url()).toBe(url)
    expect(await tab.evaluate('history.length')).toBeLessThanOrEqual(2)
    expect(complaints).toEqual([])
    await isFit(page)
    await context.close()
  })

  test('a link that is used, or was asked for elsewhere, says so; the address forgets it', async () => {
    const { page } = await openPage(browser, size)
    const link = await signIn(page, 'telegram:2002')
    await page.goto(`${url}?again`)
    await page.goto(link)
    await page.getByRole('heading', { level: 1, name: 'Telegram 2002' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await page.evaluate(`location.assign('#${link.split('#')[1]}')`)
    await page.getByRole('heading', { name: 'The code of this browser is used or over' }).waitFor()
    expect(page.url()).not.toContain('login=')

    const other = await openPage(browser, size)
    await other.page.goto(link)
    await other.page.getByRole('heading', { name: 'This browser did not ask for the link' }).waitFor()
    expect(other.page.url()).toBe(url)
    await isFit(other.page)
    await other.page.goto(`${url}?cut#login=abc`)
    await other.page.getByRole('heading', { name: 'The link is not whole' }).waitFor()
    await page.close()
    await other.page.close()
  })

  test('keys are made, shown once, rotated with an overlap, and revoked', async () => {
    const { page, complaints } = await openPage(browser, size)
    await signIn(page, 'telegram:2003')
    await page.getByText('No key yet').waitFor()
    const first = await makeKey(page, 'the shop')
    expect(first).toMatch(/^ia_live_[0-9a-f]{16}_[0-9a-f]{64}$/)
    expect((await withKey(first)).status).toBe(200)
    expect(await page.getByRole('button', { name: 'Hide the key' }).isDisabled()).toBe(true)
    await isFit(page)
    await hideKey(page)
    await page.reload()
    await page.getByRole('heading', { level: 3, name: 'the shop' }).waitFor()
    expect(await page.content()).not.toContain(first)

    await page.getByRole('button', { name: 'Rotate the shop' }).click()
    await isFit(page)
    await confirm(page, 'Rotate')
    const second = await shownKey(page, 'the shop')
    expect(second).not.toBe(first)
    for (const key of [first, second]) expect((await withKey(key)).status).toBe(200)
    await page.getByText('The former secret works for another').waitFor()
    await hideKey(page)

    await page.getByRole('button', { name: 'Revoke the shop' }).click()
    await page.keyboard.press('Escape')
    expect((await withKey(second)).status).toBe(200)
    await page.getByRole('button', { name: 'Revoke the shop' }).click()
    await confirm(page, 'Revoke')
    await page.getByText('Ended keys (1)').click()
    await page.getByText('Revoked just now').waitFor()
    for (const key of [first, second]) expect((await withKey(key)).status).toBe(401)
    expect(complaints).toEqual([])
    await isFit(page)
    await page.close()
  })

  test('an old secret is due, and what is used of the month is told', async () => {
    const page = await signedIn('telegram:2004')
    await makeKey(page, '<b>old</b>')
    await database.query(`update api_keys set secret_made_at = now() - interval '91 days' where account = $1`, [
      'telegram:2004',
    ])
    for (const [used, says] of [
      [79, '79 of 100 lookups used this month.'],
      [80, '20 are left'],
      [90, 'only 10 left'],
      [100, 'all are used up'],
    ] as const) {
      await database.query(
        `insert into account_usage (account, month, used)
         values ('telegram:2004', date_trunc('month', now() at time zone 'utc')::date, $1)
         on conflict (account, month) do update set used = excluded.used`,
        [used],
      )
      page.once('dialog', (dialog) => dialog.accept())
      await page.reload()
      await page.getByText(says).waitFor()
      expect(await page.getByRole('meter').getAttribute('aria-valuenow')).toBe(String(used))
    }
    await page.getByText('Due for rotation').waitFor()
    expect(await page.locator('main b').count()).toBe(0)
    await isFit(page)
    await page.close()
  })

  test('nothing is changed without the token of the session, nor after it', async () => {
    const { page } = await openPage(browser, size)
    await signIn(page, 'telegram:2005')
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
    const page = await signedIn('telegram:2006')
    await page.context().setOffline(true)
    await page.getByLabel('Name').fill('late')
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByRole('alert').filter({ hasText: 'No connection to IntelAuto' }).waitFor()
    await isFit(page)
    await page.context().setOffline(false)

    await page.route('**/api/users/me', (route) =>
      route.fulfill({ status: 503, json: { error: { code: 'unavailable', message: 'away', request_id: 'r-1' } } }),
    )
    await page.reload()
    await page.getByRole('alert').filter({ hasText: 'Accounts cannot be reached right now' }).waitFor()
    await isFit(page)
    await page.unroute('**/api/users/me')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Telegram 2006' }).waitFor()

    await database.query('delete from sessions where account = $1', ['telegram:2006'])
    await page.getByLabel('Name').fill('too late')
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByRole('heading', { name: 'The session is over' }).waitFor()
    await page.getByRole('button', { name: 'Sign in through Telegram' }).waitFor()
    await page.close()
  })

  test('who breaks the glass is told what that may, makes no keys, and the operator reads it in the chat', async () => {
    await createChat(platform.run(), operator).say('/start')
    const { page } = await openPage(browser, size)
    await page.goto(url)
    await page.getByText('Operators: break the glass').click()
    await isFit(page)
    await page.getByLabel('Secret of the dashboard').fill('not the secret')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'That is not the secret' }).waitFor()
    await page.getByLabel('Secret of the dashboard').fill(secret)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Break-glass' }).waitFor()
    await page.getByText(/Ends in 59 min/).waitFor()
    expect(await page.getByRole('button', { name: 'Make the key' }).count()).toBe(0)
    await isFit(page)
    const message = await eventually('the message to the operator', async () =>
      (await createChat(platform.run(), operator).messages()).find(({ text }) => text.includes('Break-glass sign-in')),
    )
    expect(message.text).toContain('from 127.0.0.1')
    expect(message.text).not.toContain(secret)
    await page.close()
  })

  test('the header leads to every page, marks the present one, and says who is signed in', async () => {
    const page = await signedIn('telegram:2007')
    for (const [path, name] of [
      ['', 'Lookup'],
      ['status', 'Status'],
      ['account', 'Account'],
    ] as const) {
      await page.goto(url.replace(/account$/, path))
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

  test('making and revoking a key needs no mouse', async () => {
    const page = await signedIn('telegram:2008')
    await page.getByLabel('Name').focus()
    await page.keyboard.type('by hand')
    await page.keyboard.press('Enter')
    await shownKey(page, 'by hand')
    expect(await page.evaluate('document.activeElement.id')).toBe('store-key')
    await page.getByLabel('It is in a safe place').press('Space')
    await page.getByRole('button', { name: 'Hide the key' }).press('Enter')
    await page.getByRole('button', { name: 'Revoke by hand' }).press('Enter')
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Revoke by hand')
    await page.close()
  })
})
