import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createClock } from '../platform/clock.ts'
import { type Environment, environmentOf, readConfig } from '../platform/config/read.ts'
import { runProcess } from '../platform/lifecycle.ts'
import { createLog } from '../platform/log.ts'
import { keepAlive } from './all/child.ts'
import { openDataFolder } from './all/data-folder.ts'
import { generatedEnv, generatedSecrets, unsetOnly } from './all/generated-secrets.ts'
import { endOrphans } from './all/orphans.ts'
import { buildPages } from './all/pages.ts'
import { watchParent } from './all/parent.ts'
import { claimPorts, portEnv } from './all/ports.ts'
import { addressTable, printer } from './all/print.ts'
import { untilAllAnswer } from './all/ready.ts'
import { addressRows, childUrls, keepRunFile, urlEnv } from './all/run.ts'
import { startStandIns } from './all/stand-ins.ts'
import { together } from './all/together.ts'

/** The children, in the order in which they start; the bot first, as it brings the schema up. */
const roles = ['bot', 'web', 'probe'] as const
const entryOf = (role: (typeof roles)[number]) =>
  fileURLToPath(new URL(role === 'probe' ? '../probe/main.ts' : `./${role}/main.ts`, import.meta.url))
const stopChildrenWithinMs = 8000

let log = createLog('all', 'info')

/** The platform on one machine: stands in for what no setting names, then keeps the processes alive. */
await runProcess(
  async (lifecycle) => {
    const config = readConfig(process.env, 'web', 'bot', 'probe')
    const print = printer(config.mode)
    const openLog = (secrets: readonly string[]) =>
      createLog('all', config.logLevel, secrets, (line) => print('all', line.trimEnd()))
    log = openLog(config.secrets)
    const stopWatching = watchParent(() => lifecycle.stop('npm is gone'))
    lifecycle.onStop('parent watch', stopWatching)

    const folder = openDataFolder(config.dataDir)
    lifecycle.onStop('data folder', folder.release)
    await endOrphans(folder.path, roles.map(entryOf), log)
    const ports = await claimPorts(config)
    const urls = childUrls(config.host, ports)
    const run = keepRunFile(folder.path, urls, ports, () => log)

    // In production the settings name everything: nothing stands in, and no secret is made up.
    const env: Environment = { ...process.env, ...portEnv(ports), ...urlEnv(urls), DATA_DIR: folder.path }
    if (config.mode !== 'production') {
      const secrets = generatedSecrets(folder.path)
      log = openLog([...config.secrets, ...Object.values(secrets)])
      const webhookUrl = `${urls.lookup}webhook`
      const here = { config, secrets, dataDir: folder.path, log, now: createClock(), lifecycle, webhookUrl }
      const [standIns] = await together([
        startStandIns({ ...here, onPid: run.onPid }),
        buildPages(log, lifecycle.signal),
      ])
      run.add(standIns)
      Object.assign(env, unsetOnly(generatedEnv(secrets), env), standIns.env)
    }

    lifecycle.signal.throwIfAborted()
    const children = roles.map((role) =>
      keepAlive({
        name: role,
        entry: entryOf(role),
        env: environmentOf(env, role),
        onLine: (line) => print(role, line),
        onDeath: (how, restartInMs) => log.error({ child: role, how, restartInMs }, 'a child died'),
        onPid: (pid) => run.onPid(role, pid),
      }),
    )
    lifecycle.onStop('children', () => Promise.all(children.map((child) => child.stop(stopChildrenWithinMs))))
    const stopped = once(lifecycle.signal, 'abort')
    await Promise.race([Promise.all(children.map((child) => child.firstReady)), stopped])
    const serving = [`${urls.lookup}health`, `${urls.bot}/health`, `${urls.probe}/health`]
    const late = await untilAllAnswer(
      [...serving, `${urls.api}/health`, `${urls.bot}/ready`, `${urls.probe}/ready`],
      lifecycle.signal,
    )
    if (lifecycle.signal.aborted) return
    // What waits for a store or for Telegram goes on waiting: an outage elsewhere may not end what serves.
    if (late.length > 0) log.warn({ late }, 'not everything is ready after a minute')
    process.stdout.write(`\n${addressTable(addressRows(urls, config))}\n\nready\n`)
  },
  () => log,
)
