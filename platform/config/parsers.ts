import type { Parse, Parsed } from './setting.ts'

const ok = <T>(value: T): Parsed<T> => ({ ok: true, value })
const wanted = (text: string) => ({ ok: false, wanted: text }) as const

export const text: Parse<string> = (raw) => ok(raw)

/** 0 means any free port; only the platform on one machine and tests use it. */
export const port: Parse<number> = (raw) =>
  /^\d{1,5}$/.test(raw) && Number(raw) <= 65_535 ? ok(Number(raw)) : wanted('a port, 0 to 65535')

export const flag: Parse<boolean> = (raw) => {
  if (['1', 'true', 'yes'].includes(raw.toLowerCase())) return ok(true)
  if (['0', 'false', 'no'].includes(raw.toLowerCase())) return ok(false)
  return wanted('true or false')
}

export function oneOf<const T extends string>(...choices: T[]): Parse<T> {
  return (raw) => {
    const found = choices.find((choice) => choice === raw)
    return found === undefined ? wanted(`one of ${choices.join(', ')}`) : ok(found)
  }
}

/** An absolute URL without a trailing slash. */
export function url(...schemes: string[]): Parse<string> {
  return (raw) => {
    if (!URL.canParse(raw)) return wanted(`a URL with ${schemes.join(' or ')}`)
    const { protocol, hostname, username, password } = new URL(raw)
    const fits = schemes.includes(`${protocol}//`) && hostname !== '' && isDecodable(username + password)
    return fits ? ok(raw.replace(/\/+$/, '')) : wanted(`a URL with ${schemes.join(' or ')}`)
  }
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}

/** As documentation writes them: `your-secret-key`, `changeme`, `<secret>`. */
const placeholder = /^(your[-_]|change[-_]?me|<)/i

export function secretOf(minCharacters: number): Parse<string> {
  return (raw) => {
    if (raw.length < minCharacters) return wanted(`at least ${minCharacters} characters`)
    return placeholder.test(raw) ? wanted('a random text, not a placeholder') : ok(raw)
  }
}

/** @see https://core.telegram.org/bots/features#generating-an-authentication-token */
export const botToken: Parse<string> = (raw) =>
  /^\d+:[\w-]+$/.test(raw) ? ok(raw) : wanted('a token as BotFather gives it, digits:letters')

/** Telegram's own limits for a webhook secret; the first of the list is the one that is set. */
export const webhookSecrets: Parse<readonly string[]> = (raw) => {
  const secrets = items(raw)
  const fit = secrets.length > 0 && secrets.every((secret) => /^[\w-]{16,256}$/.test(secret))
  return fit ? ok(secrets) : wanted('a comma list of 16 to 256 letters, digits, _ and - each')
}

export const telegramIds: Parse<readonly number[]> = (raw) => {
  const ids = items(raw)
  return ids.every((id) => /^\d{1,15}$/.test(id)) ? ok(ids.map(Number)) : wanted('a comma list of Telegram user ids')
}

export const origins: Parse<readonly string[]> = (raw) => {
  const list = items(raw)
  const fit = list.every((item) => URL.canParse(item) && new URL(item).origin === item)
  return fit ? ok(list) : wanted('a comma list of origins such as https://example.com, without a path')
}

function items(raw: string): string[] {
  return raw
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
