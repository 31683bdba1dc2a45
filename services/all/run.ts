import type { Config, Environment } from '../../platform/config/read.ts'
import { StartError } from '../../platform/lifecycle.ts'
import type { Log } from '../../platform/log.ts'
import { type RunFile, writeRunFile } from './data-folder.ts'
import type { Ports } from './ports.ts'
import type { StandIn } from './stand-ins/stand-in.ts'

type ChildUrls = RunFile['urls'] & Record<'api' | 'bot' | 'probe' | 'status' | 'account' | 'docs', string>

/** The addresses of the children, and what the table calls them. */
export function childUrls(host: string, ports: Ports): ChildUrls {
  const at = (port: number) => `http://${reachable(host)}:${port}`
  return {
    lookup: `${at(ports.web)}/`,
    status: `${at(ports.web)}/status`,
    account: `${at(ports.web)}/account`,
    docs: `${at(ports.web)}/docs`,
    api: at(ports.api),
    bot: at(ports.bot),
    probe: at(ports.probe),
  }
}

/** Tells the children where the others are. */
export function urlEnv({ lookup, api, bot, probe }: ChildUrls): Environment {
  return { WEB_URL: lookup.replace(/\/$/, ''), API_URL: api, BOT_URL: bot, PROBE_URL: probe }
}

/** A server on all addresses is reached on loopback. */
function reachable(host: string): string {
  if (host === '::' || host === '0.0.0.0') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Keeps run.json true while children die and come back. A disk that takes nothing is told, and ends nobody. */
export function keepRunFile(dataDir: string, urls: RunFile['urls'], ports: Ports, log: () => Log) {
  const run: RunFile = {
    startedAt: new Date().toISOString(),
    pids: { all: process.pid },
    ports: { ...ports },
    urls,
    credentials: {},
  }
  writeRunFile(dataDir, run)
  const write = () => {
    try {
      writeRunFile(dataDir, run)
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      log().error({ err: error }, 'run.json is not up to date')
    }
  }
  return {
    onPid: (name: string, pid: number | null) => {
      run.pids[name] = pid
      write()
    },
    add: ({ urls, credentials }: StandIn) => {
      Object.assign(run.urls, urls)
      Object.assign(run.credentials, credentials)
      write()
    },
  }
}

/** What a person may click. A URL that a setting gave can hold a password: the table names the setting instead. */
export function addressRows(urls: Record<string, string>, config: Config): [string, string][] {
  const rows: [string, string | undefined][] = [
    ['VIN lookup', urls.lookup],
    ['Status board', urls.status],
    ['Account, API keys', urls.account],
    ['API, with examples', urls.docs],
    ['Chat with the bot', urls.chat],
    ['API (internal)', urls.api],
    ['Bot (internal)', urls.bot],
    ['Probe (internal)', urls.probe],
    ['Database', config.databaseUrl === null ? 'embedded Postgres' : 'DATABASE_URL'],
    ['Cache', named(config.upstashUrl, 'UPSTASH_REDIS_REST_URL') ?? named(config.redisUrl, 'REDIS_URL') ?? urls.cache],
    ['Bot API', named(config.telegramToken, 'TELEGRAM_API_ROOT') ?? urls.botApi],
    ['Addresses and pids', `${config.dataDir}/run.json`],
  ]
  return rows.filter((row): row is [string, string] => row[1] !== undefined)
}

function named(value: string | null, setting: string): string | null {
  return value === null ? null : setting
}
