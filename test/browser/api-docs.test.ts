import { readFileSync } from 'node:fs'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { operations } from '../../services/web/openapi/document.ts'
import { StatusOverview } from '../../services/web/schemas/status.ts'
import { Stats } from '../../services/web/schemas/vehicle.ts'
import { findBrowser, openPage } from '../support/browser.ts'
import { usePlatformInBrowser } from '../support/browser-platform.ts'

const program = findBrowser()
const mark = readFileSync('dashboard/src/parts/favicon.svg', 'utf8')

describe.skipIf(program === null)('the description of the API (needs a browser)', () => {
  const world = usePlatformInBrowser()

  test('has each operation that web serves, and no other', async () => {
    const { paths } = (await (await fetch(`${world.url}openapi.json`)).json()) as { paths: Record<string, object> }
    const served = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(served.sort()).toEqual(Object.keys(operations).sort())
  })

  test('fits what the probe and the database really say', async () => {
    await expect.poll(async () => (await fetch(`${world.url}api/status`)).status, { timeout: 20_000 }).toBe(200)
    expect(Compile(StatusOverview).Errors(await (await fetch(`${world.url}api/status`)).json())).toEqual([])
    expect(Compile(Stats).Errors(await (await fetch(`${world.url}api/stats`)).json())).toEqual([])
  })

  test.each([
    { name: 'a desktop', width: 1280 },
    { name: 'a phone', width: 320 },
  ])('reads on $name, asks no other host, breaks no policy, and tries a lookup', async ({ width }) => {
    const { page, complaints } = await openPage(world.browser, { width, height: 900 })
    const hosts = new Set<string>()
    page.on('request', (request) => void (request.url().startsWith('data:') || hosts.add(new URL(request.url()).host)))
    const answer = await page.goto(`${world.url}docs`)
    const policy = answer?.headers()['content-security-policy']
    expect(policy).toBe((await fetch(world.url)).headers.get('content-security-policy'))
    expect(policy).not.toMatch(/script-src[^;]*'unsafe/)

    const decode = page.locator('#operations-Vehicles-decodeVin')
    await decode.locator('.opblock-summary-control').click()
    await decode.getByRole('button', { name: 'Try it out' }).click()
    await decode.getByRole('button', { name: 'Execute' }).click()
    const live = decode.locator('.live-responses-table')
    await live.getByText('"Honda"').first().waitFor()
    expect(await live.textContent()).toContain('1HGCM82633A004352')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    const icons = await page.locator('link[rel="icon"]').evaluateAll((links) => links.map((link) => link.href))
    expect(await Promise.all(icons.map(async (icon) => (await fetch(icon)).text()))).toEqual([mark])
    expect([...hosts]).toEqual([new URL(world.url).host])
    expect(complaints).toEqual([])
    await page.close()
  })
})
