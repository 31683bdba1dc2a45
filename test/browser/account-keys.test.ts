import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openSignedIn } from '../support/account-page.ts'
import { faultsInEveryLight } from '../support/axe.ts'
import { findBrowser } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'

const program = findBrowser()

describe.skipIf(program === null)('keys on the account page (needs a browser)', () => {
  const world = usePlatformInBrowser({ path: 'account' })

  const withKey = (key: string) =>
    fetch(`${world.url.replace(/account$/, '')}api/users/me`, { headers: { authorization: `Bearer ${key}` } })
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

  test.each([
    { name: 'a desktop', width: 1280 },
    { name: 'a phone', width: 320 },
  ])('keys are made, shown once, rotated with an overlap, and revoked on $name', async ({ width }) => {
    const { page, complaints } = await openSignedIn(world, `telegram:${2000 + width}`, width)
    await page.getByText('No key yet').waitFor()
    const first = await makeKey(page, 'the shop')
    expect(first).toMatch(/^ia_live_[0-9a-f]{16}_[0-9a-f]{64}$/)
    expect((await withKey(first)).status).toBe(200)
    expect(await page.getByRole('button', { name: 'Hide the key' }).isDisabled()).toBe(true)
    expect(await faultsInEveryLight(page)).toEqual([])
    await hideKey(page)
    await page.reload()
    await page.getByRole('heading', { level: 3, name: 'the shop' }).waitFor()
    expect(await page.content()).not.toContain(first)

    await page.getByRole('button', { name: 'Rotate the shop' }).click()
    expect(await faultsInEveryLight(page)).toEqual([])
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
    expect(await faultsInEveryLight(page)).toEqual([])
    await page.close()
  })

  test('an old secret is due, and what is used of the month is told', async () => {
    const { page } = await openSignedIn(world, 'telegram:2004')
    await makeKey(page, '<b>old</b>')
    await world.database.query(`update api_keys set secret_made_at = now() - interval '91 days' where account = $1`, [
      'telegram:2004',
    ])
    for (const [used, says] of [
      [79, '79 of 100 lookups used this month.'],
      [80, '20 are left'],
      [90, 'only 10 left'],
      [100, 'all are used up'],
    ] as const) {
      await world.database.query(
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
    expect(await faultsInEveryLight(page)).toEqual([])
    await page.close()
  })

  test('making and revoking a key needs no mouse', async () => {
    const { page } = await openSignedIn(world, 'telegram:2008')
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
