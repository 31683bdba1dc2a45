import type { Browser, Page } from 'playwright-core'
import type { Database } from '../../platform/postgres/pool.ts'
import { digestOf, randomSecret } from '../../services/accounts/secrets.ts'
import { createSessionStore } from '../../services/accounts/session-store.ts'
import { createLoginLinks } from '../../services/accounts/sessions.ts'
import { openPage } from './browser.ts'

/** A running platform whose account page, at `url`, is looked at. */
export interface AccountWorld {
  browser: Browser
  database: Database
  url: string
}

/** What the bot answers `/login CODE` with. */
export async function linkFor({ database, url }: AccountWorld, account: string, code: string): Promise<string> {
  const links = createLoginLinks({ store: createSessionStore(database), now: Date.now })
  return `${url}#login=${await links.make(account, code)}`
}

export async function askForCode(page: Page, url: string): Promise<string> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in through Telegram' }).click()
  return (await page.locator('[data-code]').getAttribute('data-code')) ?? ''
}

/** @returns the link that was opened. */
export async function signInByLink(world: AccountWorld, page: Page, account: string): Promise<string> {
  const link = await linkFor(world, account, await askForCode(page, world.url))
  await page.goto(link)
  await isShown(page, account)
  return link
}

/** A page of a session that was opened some time ago, as ten links a minute are the most. */
export async function openSignedIn({ browser, database, url }: AccountWorld, account: string, width = 1280) {
  const session = randomSecret()
  const stored = { digest: digestOf(session), expiresAt: Date.now() + 3_600_000 }
  await createSessionStore(database).open(account, 'free', stored, Date.now())
  const opened = await openPage(browser, { width, height: 800 })
  await opened.page.context().addCookies([{ name: 'session', value: session, url }])
  await opened.page.addInitScript(`localStorage.setItem('intelauto.account', '${account}')`)
  await opened.page.goto(url)
  await isShown(opened.page, account)
  return opened
}

function isShown(page: Page, account: string): Promise<void> {
  return page.getByRole('heading', { level: 1, name: account.replace('telegram:', 'Telegram ') }).waitFor()
}
