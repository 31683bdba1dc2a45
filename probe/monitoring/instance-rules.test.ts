import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { gather, readCondition } from '../../alerts/condition.ts'
import { createJudge, type Verdict } from '../../alerts/model/verdict.ts'
import { labelsOf, NAME_LABEL } from '../../metrics/model/labels.ts'
import { createPromql } from '../../metrics/promql/query.ts'
import { createSeries } from '../../metrics/series.ts'

const file = parse(readFileSync(new URL('../../monitoring.yaml', import.meta.url), 'utf8'))
const at = 1_800_000_000_000

type Samples = Record<string, { labels: Record<string, string>; value: number }[]>

async function verdictOf(rule: string, samples: Samples, labels: Record<string, string>): Promise<Verdict> {
  const { expr } = file.rules.find(({ id }: { id: string }) => id === rule)
  const series = createSeries()
  for (const [name, all] of Object.entries(samples))
    for (const { labels, value } of all) series.append(labelsOf({ ...labels, [NAME_LABEL]: name }), at, value)
  const promql = createPromql({ storage: series, now: () => 0 })
  const evidence = await gather(
    readCondition(expr),
    (query) => {
      const result = promql.instant(query, at)
      return result.type === 'vector' ? result.elements : []
    },
    at,
  )
  return createJudge(evidence)(labelsOf(labels))
}

const bot = { target: 'bot', location: 'here' }

test.each<{ name: string; one: number; whole: number; verdict: Verdict }>([
  { name: 'two failures in a row are not confirmed', one: 2, whole: 0, verdict: 'clear' },
  { name: 'the third is, while others serve', one: 3, whole: 0, verdict: 'breached' },
  { name: 'it stays so while the whole begins to fail', one: 9, whole: 2, verdict: 'breached' },
  { name: 'when the whole is down the one neither opens nor recovers', one: 9, whole: 3, verdict: 'unknown' },
  { name: 'a passed check clears it', one: 0, whole: 0, verdict: 'clear' },
])('instance-down: $name', async ({ one, whole, verdict }) => {
  const instance = { ...bot, instance: '10.0.0.2:8080' }
  const samples = {
    probe_instance_failures_in_a_row: [
      { labels: { ...bot, instance: '10.0.0.1:8080' }, value: whole },
      { labels: instance, value: one },
    ],
    probe_failures_in_a_row: [{ labels: bot, value: whole }],
  }
  expect(await verdictOf('instance-down', samples, instance)).toBe(verdict)
})

test.each<{ name: string; found: number | null; expected: number; verdict: Verdict }>([
  { name: 'as many as expected are enough', found: 2, expected: 2, verdict: 'clear' },
  { name: 'more are enough', found: 3, expected: 2, verdict: 'clear' },
  { name: 'one fewer is too few', found: 1, expected: 2, verdict: 'breached' },
  { name: 'none at all is the business of target-down', found: 0, expected: 2, verdict: 'unknown' },
  { name: 'nothing is decided while the name service is silent', found: null, expected: 2, verdict: 'unknown' },
])('too-few-instances: $name', async ({ found, expected, verdict }) => {
  const labels = { target: 'bot' }
  const samples = {
    discovered_instances: found === null ? [] : [{ labels, value: found }],
    expected_instances: [{ labels, value: expected }],
  }
  expect(await verdictOf('too-few-instances', samples, labels)).toBe(verdict)
})
