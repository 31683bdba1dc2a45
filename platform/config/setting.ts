/** What a parser says: the value, or what it wanted instead. The text itself never appears in a fault. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; wanted: string }
export type Parse<T> = (text: string) => Parsed<T>

export type Role = 'web' | 'bot' | 'probe'
export type Mode = 'production' | 'development' | 'test'

export interface Setting<T> {
  /** The environment variable. */
  name: string
  /** An older or platform-given name, read when `name` is unset. */
  alias?: string
  parse: Parse<T>
  /** Given when unset; a function when it hangs on the mode. */
  fallback: T | ((mode: Mode) => T)
  /** Who may read it; a secret is taken out of the environment of everybody else. */
  readBy: readonly Role[]
  secret: boolean
  /** Unset in production: the start is refused. */
  neededInProduction: boolean
}

export const everyone: readonly Role[] = ['web', 'bot', 'probe']

interface Traits {
  readBy?: readonly Role[]
  secret?: boolean
  neededInProduction?: boolean
  alias?: string
}

export function setting<T, F extends T | null>(
  name: string,
  parse: Parse<T>,
  fallback: F | ((mode: Mode) => F),
  traits: Traits = {},
): Setting<T | F> {
  const { readBy = everyone, secret = false, neededInProduction = false, alias } = traits
  return { name, parse, fallback, readBy, secret, neededInProduction, ...(alias === undefined ? {} : { alias }) }
}

/** A setting that has no value of its own when unset. */
export function optional<T>(name: string, parse: Parse<T>, traits: Traits = {}): Setting<T | null> {
  return setting<T, null>(name, parse, null, traits)
}
