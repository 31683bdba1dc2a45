import { expect, test } from 'vitest'
import { createBrowsers } from './browsers.ts'
import { browserWaitsMs } from './model/session.ts'

const secret = 's'.repeat(32)

test.each([
  { name: 'a browser keeps its code while it waits', waited: browserWaitsMs - 1, kept: true },
  { name: 'a browser that waits too long must ask anew', waited: browserWaitsMs, kept: false },
])('$name', ({ waited, kept }) => {
  const { mark, code } = createBrowsers({ secret, now: () => 0 }).start()
  expect(createBrowsers({ secret, now: () => waited }).codeOf(mark)).toBe(kept ? code : null)
})

test.each<{ name: string; change: (mark: string) => string; same: boolean | null }>([
  { name: 'a mark with another time has another code', change: (mark) => mark.replace(/^\d+/, '1'), same: false },
  {
    name: 'a mark with another secret has another code',
    change: (mark) => mark.replace(/.{64}$/, 'a'.repeat(64)),
    same: false,
  },
  { name: 'a mark of the time to come has none', change: (mark) => mark.replace(/^\d+/, '99999'), same: null },
  { name: 'what is no mark has none', change: () => 'mark', same: null },
  { name: 'nothing has none', change: () => '', same: null },
])('$name', ({ change, same }) => {
  const browsers = createBrowsers({ secret, now: () => 2 })
  const { mark, code } = browsers.start()
  const other = browsers.codeOf(change(mark))
  expect(other === null ? null : other === code).toBe(same)
})

test('nobody without the secret of web can tell a browser’s code', () => {
  const { mark, code } = createBrowsers({ secret, now: () => 0 }).start()
  expect(createBrowsers({ secret: 't'.repeat(32), now: () => 0 }).codeOf(mark)).not.toBe(code)
})
