import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe calls serious or critical on the page as it stands, as `rule: element`. */
export async function seriousFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(`${axe.source}; null`)
  const { violations } = await page.evaluate<AxeResults>(`axe.run({ resultTypes: ['violations'] })`)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

const shades = ['light', 'dark'] as const
const sizes = [
  { width: 1280, height: 900 },
  { width: 320, height: 640 },
]

/** The same of the page in both shades, on a desktop and on a phone, and where it is wider than its screen. */
export async function faultsInEveryLight(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const colorScheme of shades) {
    for (const size of sizes) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(size)
      const found = await seriousFaults(page)
      const width = await page.evaluate<number>('document.documentElement.scrollWidth')
      if (width > size.width) found.push(`${width} pixels wide`)
      faults.push(...found.map((fault) => `${colorScheme} at ${size.width}: ${fault}`))
    }
  }
  return faults
}
