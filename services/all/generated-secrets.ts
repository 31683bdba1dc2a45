import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../platform/config/read.ts'
import { StartError } from '../../platform/lifecycle.ts'
import { writeWhole } from './write-whole.ts'

const random = () => randomBytes(32).toString('base64url')

/** What a machine without settings needs, and how each is made. */
const makers = {
  databasePassword: random,
  cacheToken: random,
  telegramToken: () => `1000000001:${random()}`,
  webhookSecret: random,
  dashboardSecret: random,
  jwtSecret: random,
}

export type GeneratedSecrets = Record<keyof typeof makers, string>

/** Secrets of this machine: made once, kept in the data folder for its owner alone. */
export function generatedSecrets(dataDir: string): GeneratedSecrets {
  const file = join(dataDir, 'secrets.json')
  const kept = readKept(file)
  const secrets = Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, kept[name] ?? make()]))
  const isComplete = Object.keys(makers).every((name) => kept[name] !== undefined)
  if (!isComplete) writeWhole(file, `${JSON.stringify(secrets, null, 2)}\n`)
  return secrets as GeneratedSecrets
}

/** Settings that the children need and a developer's machine seldom has. */
export function generatedEnv({ webhookSecret, dashboardSecret, jwtSecret }: GeneratedSecrets): Environment {
  return { TELEGRAM_WEBHOOK_SECRET: webhookSecret, DASHBOARD_SECRET_KEY: dashboardSecret, JWT_SECRET: jwtSecret }
}

/** Those of the settings that the environment does not hold; an empty variable counts as unset. */
export function unsetOnly(settings: Environment, env: Environment): Environment {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !env[name]?.trim()))
}

function readKept(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new StartError(`${file} is damaged: restore it, or move the data folder away to start afresh`, {
      cause: error,
    })
  }
}
