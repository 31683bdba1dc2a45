import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closingLines, countTests, type Report } from './run/count.ts'
import { gates, runGate } from './run/gates.ts'
import { installMissingTools } from './run/tools.ts'

/** `npm test`: the gates and every test; closes with `N passed, N failed`. As root a skipped test is a failure. */
installMissingTools()
let gatesFailed = 0
for (const gate of gates) if (!(await runGate(gate))) gatesFailed++

const tests = countTests(await runVitest())
const total = {
  ...tests,
  passed: tests.passed + gates.length - gatesFailed,
  failed: tests.failed + gatesFailed,
}
process.stdout.write(`\n${closingLines(total).join('\n')}\n`)
const skipsAreFailures = process.getuid?.() === 0 && total.skipped.size > 0
process.exitCode = total.failed > 0 || skipsAreFailures ? 1 : 0

async function runVitest(): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'intelauto-tests-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const projects = ['unit', 'integration', 'stories', 'browser'].map((name) => `--project=${name}`)
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...projects, ...reporters]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  await new Promise((resolve) => child.once('close', resolve))
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    process.stdout.write(`vitest left no report: ${error instanceof Error ? error.message : error}\n`)
    return { success: false, testResults: [] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
