import { contradictions } from './contradictions.ts'
import type { Mode, Parsed, Role, Setting } from './setting.ts'
import { type Fault, type Settings, settings } from './settings.ts'

export type Environment = Record<string, string | undefined>

export interface Config extends Settings {
  /** Texts that must never be printed; the log hides them. */
  secrets: readonly string[]
}

/** All that is wrong with the settings, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    const width = Math.max(...faults.map(({ name }) => name.length))
    const lines = faults.map(({ name, message }) => `  ${name.padEnd(width)}  ${message}`)
    super([`${faults.length === 1 ? '1 setting is' : `${faults.length} settings are`} wrong:`, ...lines].join('\n'))
    this.faults = faults
  }
}

/**
 * Reads what the roles may read; an empty variable counts as unset.
 *
 * @param roles one process, or all of them for the platform on one machine.
 * @throws ConfigError naming every fault.
 */
export function readConfig(env: Environment, ...roles: Role[]): Config {
  const faults: Fault[] = []
  const modeRead = readSetting(settings.mode, env, 'development')
  const mode = modeRead.ok ? modeRead.value : 'development'
  const values: Record<string, unknown> = {}

  for (const [key, setting] of Object.entries<Setting<unknown>>(settings)) {
    const read = mayRead(setting, roles) ? readSetting(setting, env, mode) : given(fallbackOf(setting, mode))
    values[key] = read.ok ? read.value : null
    if (!read.ok) faults.push({ name: setting.name, message: read.wanted })
  }
  const faulty = new Set(faults.map(({ name }) => name))
  const between = contradictions(values as Settings, roles)
  faults.push(...between.filter(({ about }) => !about.some((name) => faulty.has(name))))
  if (faults.length > 0) throw new ConfigError(faults)
  return { ...(values as Settings), secrets: secretsOf(env) }
}

/** Takes every secret that the role may not read out of the environment, so that a leak of it leaks only its own. */
export function forgetOthersSecrets(env: Environment, role: Role): void {
  for (const setting of Object.values<Setting<unknown>>(settings)) {
    if (setting.secret && !setting.readBy.includes(role)) delete env[setting.name]
  }
}

/** The part of an environment that a child process of this role is given: its own settings and the system's variables. */
export function environmentOf(env: Environment, role: Role): Environment {
  const known = new Map(Object.values<Setting<unknown>>(settings).map((setting) => [setting.name, setting]))
  return Object.fromEntries(Object.entries(env).filter(([name]) => known.get(name)?.readBy.includes(role) ?? true))
}

function mayRead(setting: Setting<unknown>, roles: readonly Role[]): boolean {
  return roles.some((role) => setting.readBy.includes(role))
}

function readSetting<T>(setting: Setting<T>, env: Environment, mode: Mode): Parsed<T> {
  const raw = env[setting.name]?.trim() || (setting.alias && env[setting.alias]?.trim())
  if (raw) {
    const parsed = setting.parse(raw)
    return parsed.ok ? parsed : { ok: false, wanted: `is wrong: wanted ${parsed.wanted}` }
  }
  if (setting.neededInProduction && mode === 'production')
    return { ok: false, wanted: 'is missing: needed in production' }
  return given(fallbackOf(setting, mode))
}

function fallbackOf<T>(setting: Setting<T>, mode: Mode): T {
  const { fallback } = setting
  return typeof fallback === 'function' ? (fallback as (mode: Mode) => T)(mode) : fallback
}

function given<T>(value: T): Parsed<T> {
  return { ok: true, value }
}

/** The values of all secret settings, the members of those that are lists, and the passwords inside URLs. */
function secretsOf(env: Environment): string[] {
  const texts = Object.values<Setting<unknown>>(settings)
    .filter((setting) => setting.secret)
    .flatMap((setting) => membersOf(setting, env[setting.name]?.trim() ?? ''))
  const passwords = texts.filter((text) => URL.canParse(text)).map((text) => new URL(text).password)
  return [...texts, ...passwords, ...passwords.map(decodeURIComponent)].filter((text) => text !== '')
}

function membersOf(setting: Setting<unknown>, text: string): string[] {
  const parsed = setting.parse(text)
  return parsed.ok && Array.isArray(parsed.value) ? parsed.value : [text]
}
