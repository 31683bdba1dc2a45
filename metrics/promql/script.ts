import { noLabels } from '../model/labels.ts'
import { PromqlError } from './error.ts'
import { createPromql, type Promql, type Query, readQuery } from './query.ts'
import { type Command, type Evaluate, type Expectation, readScript } from './script-commands.ts'
import { type Difference, judgeFailure, judgeInstant, judgeRange } from './script-judge.ts'
import { createScriptStorage } from './script-storage.ts'

/** A command that did not do what the script expects of it. */
interface Failure extends Difference {
  readonly line: number
  readonly expr: string
}

/** An evaluation that needs what this engine refuses by name. */
interface Skip {
  readonly line: number
  readonly reason: string
}

export interface ScriptReport {
  readonly passed: number
  readonly failures: readonly Failure[]
  readonly skips: readonly Skip[]
}

export interface ScriptOptions {
  /** Milliseconds of a clock that does not go back. */
  readonly now: () => number
  /** Asks each instant query as a range query too: the step in the middle must give the same. */
  readonly alsoAsRange?: boolean
}

const MINUTE_MS = 60_000
/** Scripts prove meaning, not speed. */
const TIMEOUT_MS = 100_000

/** Runs a script in the language of Prometheus's own tests. */
export function runScript(text: string, options: ScriptOptions): ScriptReport {
  let storage = createScriptStorage()
  let passed = 0
  const failures: Failure[] = []
  const skips: Skip[] = []

  const run = (command: Command): void => {
    switch (command.kind) {
      case 'clear':
        storage = createScriptStorage()
        return
      case 'load':
        storage.load(command)
        return
      case 'unreadable':
        failures.push({
          line: command.line,
          expr: '',
          expected: 'a command of the scripting language',
          got: command.complaint,
        })
        return
      case 'eval':
        count(command, outcomeOf(command, engine(), options))
    }
  }
  const engine = (): Promql =>
    createPromql({ storage, now: options.now, limits: { timeoutMs: TIMEOUT_MS }, keepNames: true })
  const count = ({ line, expr }: Evaluate & Command, outcome: Outcome): void => {
    if (outcome === 'passed') passed++
    else if ('reason' in outcome) skips.push({ line, ...outcome })
    else failures.push({ line, expr, ...outcome })
  }

  for (const command of readScript(text)) run(command)
  return { passed, failures, skips }
}

type Outcome = 'passed' | Difference | Pick<Skip, 'reason'>

function outcomeOf(command: Evaluate, promql: Promql, options: ScriptOptions): Outcome {
  const { expected } = command
  if (expected.series.some(({ native }) => native)) return { reason: 'native histograms are not supported' }
  try {
    return judge(command, promql, options) ?? 'passed'
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    if (error.reason === 'unsupported') return { reason: error.message }
    return judgeFailure(error, expected) ?? 'passed'
  }
}

function judge(
  { expr, start, end, stepMs, expected }: Evaluate,
  promql: Promql,
  { alsoAsRange }: ScriptOptions,
): Difference | undefined {
  const query = readQuery(expr)
  if (stepMs !== undefined) return judgeRange(promql.range(query, start, end, stepMs), expected, start, stepMs)
  const difference = judgeInstant(promql.instant(query, start), expected, start)
  const hasRangeForm = (query.type === 'scalar' || query.type === 'vector') && !expected.ordered
  if (difference !== undefined || alsoAsRange !== true || !hasRangeForm) return difference
  return judgeAround(query, promql, start, expected)
}

/** The step in the middle of a range query must give what the instant query gives. */
function judgeAround(query: Query, promql: Promql, at: number, expected: Expectation): Difference | undefined {
  const around = promql.range(query, at - MINUTE_MS, at + MINUTE_MS, MINUTE_MS)
  const middle = around.map(({ labels, samples }) => ({
    labels,
    samples: samples.filter((sample) => sample.at === at),
  }))
  const present = middle.filter(({ samples }) => samples.length > 0)
  const difference = judgeRange(present, asSeries(expected), at, MINUTE_MS)
  return difference && { expected: difference.expected, got: `as a range query: ${difference.got}` }
}

function asSeries(expected: Expectation): Expectation {
  if (expected.scalar === undefined) return expected
  return { ...expected, series: [{ labels: noLabels, points: [expected.scalar], native: false }] }
}
