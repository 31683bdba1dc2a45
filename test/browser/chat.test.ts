import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { patienceMs, pixel, startBench } from '../../platform/embedded/telegram/test-bench.ts'
import { findBrowser, launchBrowser, openPage } from '../support/browser.ts'

const program = findBrowser()
const { ada } = readyPeople

describe.skipIf(program === null)('the chat page (needs a browser)', () => {
  let browser: Browser
  beforeAll(async () => {
    if (program !== null) browser = await launchBrowser(program)
  })
  afterAll(() => browser?.close())

  test('sends a picture with words below it, and shows it; the bot gets both', async () => {
    await using bench = await startBench()
    const { page, complaints } = await openPage(browser, { width: 320, height: 640 })
    await page.goto(bench.chatUrl)
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'windscreen.png', mimeType: 'image/png', buffer: pixel })
    await page.getByLabel('Message', { exact: true }).fill('what is this?')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('img', { name: 'what is this?' }).waitFor()
    const sent = await bench.control.waitForMessage({ chat: ada, by: 'people' }, patienceMs)
    expect(sent).toMatchObject({ text: 'what is this?', photo: { width: 1 } })
    const [update] = await bench.api.getUpdates()
    const { file_path } = await bench.api.getFile(update?.message?.photo?.at(-1)?.file_id ?? '')
    expect(file_path).toMatch(/^photos\/.*\.png$/)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('sends what is no picture as a file', async () => {
    await using bench = await startBench()
    const { page, complaints } = await openPage(browser, { width: 1280, height: 900 })
    await page.goto(bench.chatUrl)
    const file = { name: 'vins.csv', mimeType: 'text/csv', buffer: Buffer.from('vin\n') }
    await page.getByLabel('File', { exact: true }).setInputFiles(file)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('link', { name: 'vins.csv' }).waitFor()
    const [update] = await bench.api.getUpdates()
    expect(update?.message?.document).toMatchObject({ file_name: 'vins.csv', mime_type: 'text/csv', file_size: 4 })
    expect(complaints).toEqual([])
    await page.close()
  })
})
