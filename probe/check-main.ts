import { createClock } from '../platform/clock.ts'
import { ConfigError, readConfig } from '../platform/config/read.ts'
import { StartError } from '../platform/lifecycle.ts'
import { createScrubber, silentLog } from '../platform/log.ts'
import { runSpec } from './checks/checks.ts'
import { instanceName, lookAt } from './model/instances.ts'
import type { Result } from './model/result.ts'
import type { Look } from './model/target.ts'
import { readWatch } from './read-watch.ts'
import { createResolveName } from './resolve-name.ts'
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
    const runCheck = createRunCheck({ runSpec, now: createClock(), log: silentLog })
    const places = await placesOf(look)
    if (places.length === 0) throw new StartError(`${look.id}: no instance stands behind its name`)
    for (const { instance, at } of places) {
      const result = await runCheck(at)
      say([`${look.id} (${look.check.kind})${instance}`, ...linesOf(result)].join('\n'))
      if (result.failure !== null) process.exitCode = 1
    }
  }
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

/** The look itself, or one at each instance behind its name. */
async function placesOf(look: Look): Promise<{ instance: string; at: Look }[]> {
  if (look.discover === undefined) return [{ instance: '', at: look }]
  const { name, port } = look.discover
  const resolved = await createResolveName()(name)
  if (!resolved.known)
    throw new StartError(`${look.id}: the name service does not tell who is there (${resolved.reason})`)
  return resolved.addresses.map((address) => ({
    instance: ` at ${instanceName(address, port)}`,
    at: lookAt(look, address),
  }))
}

function linesOf({ failure, phases, readings, startedAt, endedAt }: Result): string[] {
  return [
    `  ${failure === null ? 'passed' : `failed: ${failure.reason}, ${failure.message}`} after ${endedAt - startedAt} ms`,
    ...Object.entries(phases).map(([phase, ms]) => `  ${phase.padEnd(10)} ${ms.toFixed(1)} ms`),
    ...readings.map(({ name, labels, value }) => `  ${name}${JSON.stringify(labels)} ${value}`),
  ]
}
