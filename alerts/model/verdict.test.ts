import { expect, test } from 'vitest'
import { labelsOf } from '../../metrics/model/labels.ts'
import { createJudge, type Evidence, noEvidence, type Verdict } from './verdict.ts'

const web = labelsOf({ target: 'web' })
const other = labelsOf({ target: 'bot' })
const isBreached = [{ labels: web, value: 3 }]

test.each<{ name: string; evidence: Partial<Evidence>; verdict: Verdict }>([
  { name: 'in the result: breached', evidence: { breached: isBreached, compared: [web] }, verdict: 'breached' },
  { name: 'breached, however stale another selector is', evidence: { breached: isBreached }, verdict: 'breached' },
  { name: 'only in the comparison: clear', evidence: { compared: [other, web] }, verdict: 'clear' },
  { name: 'in neither: unknown', evidence: { compared: [other] }, verdict: 'unknown' },
  {
    name: 'in neither, with fresh selectors: still unknown',
    evidence: { compared: [], selectorsFresh: true },
    verdict: 'unknown',
  },
  { name: 'no comparison and every selector fresh: clear', evidence: { selectorsFresh: true }, verdict: 'clear' },
  { name: 'no comparison and a selector stale: unknown', evidence: { selectorsFresh: false }, verdict: 'unknown' },
  {
    name: 'another label set in the result proves nothing',
    evidence: { breached: [{ labels: other, value: 1 }], compared: [other] },
    verdict: 'unknown',
  },
])('$name', ({ evidence, verdict }) => {
  expect(createJudge({ ...noEvidence, ...evidence })(web)).toBe(verdict)
})
