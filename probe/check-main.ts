import { createClock } from '../platform/clock.ts'
import { ConfigError, readConfig } from '../platform/config/read.ts'
import { StartError } from '../platform/lifecycle.ts'
import { createScrubber, silentLog } from '../platform/log.ts'
import { runSpec } from './checks/checks.ts'
import type { Result } from './model/result.ts'
import { readWatch } from './read-watch.ts'
import { createRunCheck } from './run-check.ts'
import { settingsOfRunning } from './running-platform.ts'

/** `npm run check -- TARGET`: one check now, told in full. `-- config` reads the file alone. Exits 1 on a failure. */
const wanted = process.argv[2] ?? ''
try {
  const config = readConfig({ ...settingsOfRunning(process.env.DATA_DIR ?? '.data'), ...process.env }, 'probe')
  const say = (text: string) => process.stdout.write(`${createScrubber(config.secrets)(text)}\n`)
  const watch = await readWatch(config)
  if (wanted === 'config')
    say(`${config.monitoringFile} is right: ${watch.targets.length} targets, ${watch.rules.length} rules`)
  else {
    const look = [...watch.targets, ...watch.scrapes].find(({ id }) => id === wanted)
    if (look === undefined)
      throw new StartError(`wanted one of: config, ${watch.targets.map(({ id }) => id).join(', ')}`)
    const result = await createRunCheck({ runSpec, now: createClock(), log: silentLog })(look)
    say([`${look.id} (${look.check.kind})`, ...linesOf(result)].join('\n'))
    process.exitCode = result.failure === null ? 0 : 1
  }
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

function linesOf({ failure, phases, readings, startedAt, endedAt }: Result): string[] {
  return [
    `  ${failure === null ? 'passed' : `failed: ${failure.reason}, ${failure.message}`} after ${endedAt - startedAt} ms`,
    ...Object.entries(phases).map(([phase, ms]) => `  ${phase.padEnd(10)} ${ms.toFixed(1)} ms`),
    ...readings.map(({ name, labels, value }) => `  ${name}${JSON.stringify(labels)} ${value}`),
  ]
}
