import type { Role } from './setting.ts'
import type { Contradiction, Settings } from './settings.ts'

/** What is right alone and wrong together. Each rule answers with what it is about, or nothing. */
export function contradictions(config: Settings, roles: readonly Role[]): Contradiction[] {
  const rules = [upstashInHalves, twoRedis, autodevWithoutKey, webhookWithoutToken, webhookWithoutTls, samePorts]
  const production = [missingCache, hiddenHost, openDatabase, openCache, openPublicUrl]
  const used = config.mode === 'production' ? [...rules, ...production] : rules
  return used.flatMap((rule) => rule(config, roles) ?? [])
}

type Rule = (config: Settings, roles: readonly Role[]) => Contradiction | Contradiction[] | undefined

const upstashInHalves: Rule = ({ upstashUrl, upstashToken }) => {
  if (upstashUrl !== null && upstashToken === null)
    return fault('UPSTASH_REDIS_REST_TOKEN', 'is missing: the URL is set', 'UPSTASH_REDIS_REST_URL')
  if (upstashUrl === null && upstashToken !== null)
    return fault('UPSTASH_REDIS_REST_URL', 'is missing: the token is set', 'UPSTASH_REDIS_REST_TOKEN')
  return undefined
}

const twoRedis: Rule = ({ upstashUrl, redisUrl }) =>
  upstashUrl !== null && redisUrl !== null
    ? fault('REDIS_URL', 'contradicts UPSTASH_REDIS_REST_URL: set one of them', 'UPSTASH_REDIS_REST_URL')
    : undefined

const missingCache: Rule = ({ upstashUrl, upstashToken, redisUrl }) =>
  upstashUrl === null && upstashToken === null && redisUrl === null
    ? fault('UPSTASH_REDIS_REST_URL', 'is missing: needed in production, or REDIS_URL instead', 'REDIS_URL')
    : undefined

const autodevWithoutKey: Rule = ({ decoder, autodevKey }, roles) =>
  decoder === 'autodev' && autodevKey === null && !onlyProbe(roles)
    ? fault('AUTODEV_API_KEY', 'is missing: DEFAULT_DECODER_SERVICE is autodev', 'DEFAULT_DECODER_SERVICE')
    : undefined

const webhookWithoutToken: Rule = ({ telegramWebhookUrl, telegramToken }) =>
  telegramWebhookUrl !== null && telegramToken === null
    ? fault('TELEGRAM_BOT_TOKEN', 'is missing: TELEGRAM_WEBHOOK_URL is set', 'TELEGRAM_WEBHOOK_URL')
    : undefined

/** Telegram itself delivers over https only; a Bot API elsewhere may do as it likes. */
const webhookWithoutTls: Rule = ({ telegramWebhookUrl, telegramApiRoot }) =>
  telegramWebhookUrl?.startsWith('http://') && telegramApiRoot === 'https://api.telegram.org'
    ? fault('TELEGRAM_WEBHOOK_URL', 'is wrong: wanted https, Telegram delivers to nothing else')
    : undefined

const samePorts: Rule = ({ webPort, apiPort, botPort, probePort }) => {
  const names = ['WEB_PORT', 'API_PORT', 'BOT_PORT', 'PROBE_PORT']
  const ports = [webPort, apiPort, botPort, probePort]
  return ports.flatMap((port, at) => {
    const first = ports.indexOf(port)
    return port !== 0 && port !== null && first < at
      ? fault(names[at] ?? '', `is the same port as ${names[first]}`)
      : []
  })
}

/** The driver lets a host in the query win over the one in its place. */
const hiddenHost: Rule = ({ databaseUrl }) => {
  const query = databaseUrl === null ? new URLSearchParams() : new URL(databaseUrl).searchParams
  return ['host', 'hostaddr', 'ssl'].some((name) => query.has(name)) || query.getAll('sslmode').length > 1
    ? fault('DATABASE_URL', 'is refused: wanted its host before the path, and in the query sslmode once at most')
    : undefined
}

const openDatabase: Rule = ({ databaseUrl }) => {
  if (databaseUrl === null) return undefined
  const { hostname, searchParams } = new URL(databaseUrl)
  const encrypted = ['require', 'verify-ca', 'verify-full'].includes(searchParams.get('sslmode') ?? '')
  return encrypted || isPrivateHost(hostname)
    ? undefined
    : fault('DATABASE_URL', 'is refused: wanted sslmode=require (or verify-full), or a private network')
}

const openCache: Rule = ({ upstashUrl, redisUrl }) => {
  const open = (text: string | null, scheme: string) =>
    text !== null && !text.startsWith(scheme) && !isPrivateHost(new URL(text).hostname)
  return [
    ...(open(upstashUrl, 'https://')
      ? [fault('UPSTASH_REDIS_REST_URL', 'is refused: wanted https, or a private network')]
      : []),
    ...(open(redisUrl, 'rediss://') ? [fault('REDIS_URL', 'is refused: wanted rediss, or a private network')] : []),
  ]
}

const openPublicUrl: Rule = ({ publicUrl }) =>
  publicUrl?.startsWith('http://') && !isPrivateHost(new URL(publicUrl).hostname)
    ? fault('PUBLIC_URL', 'is wrong: wanted https in production')
    : undefined

/** Loopback, RFC 1918, Fly's fdaa::/16 and any other unique local address, and Fly's own names. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  if (host === 'localhost' || /\.(internal|flycast|localhost)$/.test(host)) return true
  if (/^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)\d/.test(host)) return /^[\d.]+$/.test(host)
  return host === '::1' || /^f[cd][0-9a-f]{2}:/.test(host)
}

function onlyProbe(roles: readonly Role[]): boolean {
  return roles.every((role) => role === 'probe')
}

/** @param others settings that have a part in it, beside the one that is named. */
function fault(name: string, message: string, ...others: string[]): Contradiction {
  return { name, message, about: [name, ...others] }
}
