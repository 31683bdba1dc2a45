import { readFileSync } from 'node:fs'
import { runScript, type ScriptReport } from './script.ts'

/** Runs test scripts against the engine: each failure, then the count; exit status 1 when one failed. */
const files = process.argv.slice(2)
if (files.length === 0) stop('usage: npm run promql -- FILE...')

const reports = files.map((file) => report(file))
const total = (count: (report: ScriptReport) => number): number => reports.reduce((sum, each) => sum + count(each), 0)
const failed = total(({ failures }) => failures.length)
print(`${total(({ passed }) => passed)} passed, ${failed} failed, ${total(({ skips }) => skips.length)} skipped`)
process.exitCode = failed > 0 ? 1 : 0

function report(file: string): ScriptReport {
  const result = runScript(read(file), { now: () => performance.now() })
  for (const { line, expr, expected, got } of result.failures) {
    print(`${file}:${line}: ${expr}\n    expected: ${expected}\n    got:      ${got}`)
  }
  for (const { line, reason } of result.skips) print(`${file}:${line}: skipped: ${reason}`)
  return result
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return stop(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`)
  }
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
