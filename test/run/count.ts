import { needs } from './tools.ts'

/** The part of vitest's JSON report that is counted. */
export interface Report {
  success: boolean
  testResults: readonly {
    name: string
    status: string
    message: string
    assertionResults: readonly { fullName: string; status: string }[]
  }[]
}

export interface Count {
  passed: number
  failed: number
  /** Why, and how many. */
  skipped: ReadonlyMap<string, number>
}

type Outcome = { kind: 'passed' } | { kind: 'failed' } | { kind: 'skipped'; need: string }

/**
 * Counts tests, and as one failure each file that could not run.
 * A test may be skipped only for something that its full name says it needs; any other skip is a failure.
 */
export function countTests(report: Report): Count {
  const outcomes = report.testResults.flatMap(outcomesOf)
  const failed = outcomes.filter(({ kind }) => kind === 'failed').length
  const skipped = new Map<string, number>()
  for (const outcome of outcomes) {
    if (outcome.kind === 'skipped') skipped.set(outcome.need, (skipped.get(outcome.need) ?? 0) + 1)
  }
  return {
    passed: outcomes.filter(({ kind }) => kind === 'passed').length,
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped,
  }
}

function outcomesOf({ status, assertionResults }: Report['testResults'][number]): Outcome[] {
  const outcomes = assertionResults.map(outcomeOf)
  const unexplained = status === 'failed' && outcomes.every(({ kind }) => kind !== 'failed')
  return unexplained ? [...outcomes, { kind: 'failed' }] : outcomes
}

function outcomeOf({ fullName, status }: { fullName: string; status: string }): Outcome {
  if (status === 'passed' || status === 'failed') return { kind: status }
  const need = needs.find(({ name }) => fullName.includes(`needs ${name}`))
  return need === undefined ? { kind: 'failed' } : { kind: 'skipped', need: need.name }
}

/** The lines that close a run; the last is the one that machines read. */
export function closingLines({ passed, failed, skipped }: Count): string[] {
  const total = [...skipped.values()].reduce((sum, n) => sum + n, 0)
  const reasons = [...skipped].map(([name, n]) => {
    const howToGet = needs.find((need) => need.name === name)?.howToGet
    return `${n} skipped: needs ${name} (${howToGet})`
  })
  return [...reasons, `${passed} passed, ${failed} failed${total === 0 ? '' : `, ${total} skipped`}`]
}
