import { describe, expect, test } from 'vitest'
import { faultsInEveryLight } from '../support/axe.ts'
import { findBrowser, openPage } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'

const program = findBrowser()

describe.skipIf(program === null)('the status board (needs a browser)', () => {
  const world = usePlatformInBrowser()

  test('shows every target up, turns the tile of a killed bot, and turns it back', async () => {
    const { page, complaints } = await openPage(world.browser, { width: 1280, height: 900 })
    await page.goto(world.platform.run().urls.status)
    const tile = (status: string) => page.locator(`[data-target="bot"][data-status="${status}"]`)
    await tile('up').waitFor()
    await page.locator('[data-target="web"][data-status="up"]').waitFor()
    expect(await tile('up').textContent()).toMatch(/checked .* ago|just now/i)

    process.kill(world.platform.run().pids.bot ?? 0, 'SIGKILL')
    await tile('down').waitFor({ timeout: 10_000 })
    await page.locator('[data-incident]').waitFor({ timeout: 10_000 })
    await tile('up').waitFor({ timeout: 40_000 })
    // A new platform has no history in its first minute.
    expect(complaints.filter((text) => !text.includes('503'))).toEqual([])
  }, 90_000)

  test('shows how much of a day and of ninety days a part was up, with how much of that was seen', async () => {
    const windows = { '24h': { uptime: 0.9987, coverage: 0.97 }, '90d': { uptime: null, coverage: 0 } }
    const { page, complaints } = await openPage(world.browser, { width: 320, height: 640 })
    await page.route('**/api/status/history', (route) =>
      route.fulfill({ json: { at: Date.now(), targets: [{ id: 'web', windows }] } }),
    )
    await page.goto(world.platform.run().urls.status)
    const rows = page.locator('[data-target="web"] dl > div')
    await rows.first().waitFor()
    expect(await rows.allInnerTexts()).toEqual([
      expect.stringMatching(/24 hours\s+99\.87 %\s+97 % seen/),
      expect.stringMatching(/90 days\s+not known\s+not seen/),
    ])
    expect(await page.locator('[data-target="bot"] dl').count()).toBe(0)
    expect(await faultsInEveryLight(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  })

  test('never stays green when nobody looks any more', async () => {
    const { page } = await openPage(world.browser, { width: 320, height: 640 })
    await page.goto(world.platform.run().urls.status)
    await page.locator('[data-target="web"][data-status="up"]').waitFor()
    process.kill(world.platform.run().pids.probe ?? 0, 'SIGSTOP')
    await page.locator('[data-target="web"][data-status="unknown"]').waitFor({ timeout: 15_000 })
    process.kill(world.platform.run().pids.probe ?? 0, 'SIGCONT')
    await page.locator('[data-target="web"][data-status="up"]').waitFor({ timeout: 20_000 })
    await page.close()
  }, 90_000)
})
