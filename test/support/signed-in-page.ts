import type { Page } from 'playwright-core'
import { Registry } from 'prom-client'
import { createLog } from '../../platform/log.ts'
import { createDatabase, type Database } from '../../platform/postgres/pool.ts'
import { createSessionStore } from '../../services/accounts/session-store.ts'
import { createLoginLinks } from '../../services/accounts/sessions.ts'

/** The database of a running platform, to put in place what a story begins with. */
export function openPlatformDatabase(url: string): Database {
  const log = createLog('test', 'error', [], () => {})
  return createDatabase({ url, service: 'test', max: 2, registry: new Registry(), log })
}

/** Signs a page in as its person would: asks for a code, has a link made for it, opens the link. */
export async function signIn(page: Page, database: Database, account: string): Promise<void> {
  const links = createLoginLinks({ store: createSessionStore(database), now: Date.now })
  const code = await page.evaluate<string>(
    `fetch('/api/login/start', { method: 'POST' }).then((answer) => answer.json()).then(({ code }) => code)`,
  )
  const token = await links.make(account, code)
  const finish = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) }
  const status = await page.evaluate(
    `fetch('/api/login/finish', ${JSON.stringify(finish)}).then(({ status }) => status)`,
  )
  if (status !== 200) throw new Error(`signing in was answered ${status}`)
  await page.evaluate(`localStorage.setItem('intelauto.account', ${JSON.stringify(account)})`)
}
