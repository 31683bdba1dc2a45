import { expect, test } from 'vitest'
import { createBrowsers } from './browsers.ts'
import { browserWaitsMs, knownForMs } from './model/session.ts'

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

test.each<{ name: string; passed?: number; other?: string; change?: (mark: string) => string; isKnown: boolean }>([
  { name: 'a browser is known for half a year', passed: knownForMs - 1, isKnown: true },
  { name: 'and then no longer', passed: knownForMs, isKnown: false },
  { name: 'nobody without the secret of web makes one known', other: 't'.repeat(32), isKnown: false },
  { name: 'nor longer known', change: (mark) => mark.replace(/^\d+/, '99'), isKnown: false },
  { name: 'nor known by half a mark', change: (mark) => mark.slice(0, -1), isKnown: false },
  { name: 'what asks to sign in is not known by that', change: () => browsersAt(0).start().mark, isKnown: false },
  { name: 'nothing is not known', change: () => '', isKnown: false },
])('$name', ({ passed = 0, other = secret, change = (mark) => mark, isKnown }) => {
  const mark = change(createBrowsers({ secret: other, now: () => 0 }).know())
  expect(browsersAt(passed).isKnown(mark)).toBe(isKnown)
})

function browsersAt(at: number) {
  return createBrowsers({ secret, now: () => at })
}
