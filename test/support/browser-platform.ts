import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Database } from '../../platform/postgres/pool.ts'
import { findBrowser, launchBrowser } from './browser.ts'
import { createDataDir, type Platform, startPlatform } from './platform.ts'
import { openPlatformDatabase } from './signed-in-page.ts'

export interface BrowserPlatform {
  readonly platform: Platform
  readonly browser: Browser
  readonly database: Database
  /** The page that is looked at. */
  readonly url: string
}

interface Options {
  /** Of the page, without the slash it begins with; the lookup page when left out. */
  path?: string
  env?: Record<string, string>
}

/** A platform and a browser for the tests of a `describe`, which a machine without a browser skips. */
export function usePlatformInBrowser({ path = '', env = {} }: Options = {}): BrowserPlatform {
  const ends = new AsyncDisposableStack()
  let running: BrowserPlatform | undefined
  beforeAll(async () => {
    running = await start(ends, path, env)
  })
  afterAll(() => ends.disposeAsync())
  const world = () => {
    if (running === undefined) throw new Error('the platform is there once the tests begin')
    return running
  }
  return {
    get platform() {
      return world().platform
    },
    get browser() {
      return world().browser
    },
    get database() {
      return world().database
    },
    get url() {
      return world().url
    },
  }
}

async function start(ends: AsyncDisposableStack, path: string, env: Record<string, string>): Promise<BrowserPlatform> {
  const program = findBrowser()
  if (program === null) throw new Error('no browser was found')
  const folder = createDataDir()
  ends.defer(folder.remove)
  const platform = await startPlatform(folder.path, env)
  ends.defer(async () => void (await platform.stop()))
  const { urls } = platform.run()
  const database = openPlatformDatabase(urls.database)
  ends.defer(() => database.close())
  const browser = await launchBrowser(program)
  ends.defer(() => browser.close())
  return { platform, browser, database, url: `${urls.lookup}${path}` }
}
