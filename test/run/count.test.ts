import { expect, test } from 'vitest'
import { closingLines, countTests, type Report } from './count.ts'

const file = (status: string, ...tests: [fullName: string, status: string][]) => ({
  name: 'a.test.ts',
  status,
  message: '',
  assertionResults: tests.map(([fullName, testStatus]) => ({ fullName, status: testStatus })),
})

test.each<{ name: string; report: Report; last: string }>([
  {
    name: 'passed and failed tests are counted',
    report: { success: false, testResults: [file('failed', ['a', 'passed'], ['b', 'failed'])] },
    last: '1 passed, 1 failed',
  },
  {
    name: 'a skip for a tool that is not there is a skip',
    report: { success: true, testResults: [file('passed', ['x (needs promtool)', 'pending'], ['y', 'passed'])] },
    last: '1 passed, 0 failed, 1 skipped',
  },
  {
    name: 'a skip without a reason is a failure',
    report: { success: true, testResults: [file('passed', ['x', 'pending'])] },
    last: '0 passed, 1 failed',
  },
  {
    name: 'a file that cannot be loaded is a failure',
    report: { success: false, testResults: [file('failed')] },
    last: '0 passed, 1 failed',
  },
  {
    name: 'a run that failed without a failing test is a failure',
    report: { success: false, testResults: [file('passed', ['a', 'passed'])] },
    last: '1 passed, 1 failed',
  },
])('$name', ({ report, last }) => {
  expect(closingLines(countTests(report)).at(-1)).toBe(last)
})

test('each missing tool is named with how to get it', () => {
  const report = { success: true, testResults: [file('passed', ['x (needs redis-server)', 'skipped'])] }
  expect(closingLines(countTests(report))[0]).toBe(
    '1 skipped: needs redis-server (on Debian: apt-get install redis-server)',
  )
})
