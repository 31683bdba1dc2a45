import { describe, expect, test } from 'vitest'
import { ConfigError, type Environment, environmentOf, forgetOthersSecrets, readConfig } from './read.ts'

const random = 'k3J9x0Qm2Lp8Zt5Vb7Nc4Rd6Wf1Yg0Hs'
const production: Environment = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://app:db-password-1@db.example.com/app?sslmode=verify-full',
  UPSTASH_REDIS_REST_URL: 'https://cache.example.com',
  UPSTASH_REDIS_REST_TOKEN: `up${random}`,
  INTERNAL_TOKEN: `in${random}`,
  DASHBOARD_SECRET_KEY: `ds${random}`,
  JWT_SECRET: `jw${random}`,
  TELEGRAM_BOT_TOKEN: '123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQ',
  TELEGRAM_WEBHOOK_SECRET: 'current-secret-0001, former-secret-0001',
}

function faultsOf(env: Environment): string[] {
  try {
    readConfig(env, 'web', 'bot', 'probe')
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(({ name, message }) => `${name} ${message}`)
    throw error
  }
}

test('an empty environment is a development machine on loopback', () => {
  const config = readConfig({}, 'web', 'bot', 'probe')
  expect(config).toMatchObject({ mode: 'development', host: '127.0.0.1', webPort: 8000, apiPort: 5000, botPort: 8080 })
  expect(config).toMatchObject({ databaseUrl: null, redisUrl: null, telegramToken: null, decoder: null, secrets: [] })
})

test('a complete production environment has no fault and listens on all addresses', () => {
  const config = readConfig(production, 'web', 'bot', 'probe')
  expect(config.host).toBe('::')
  expect(config.telegramWebhookSecrets).toEqual(['current-secret-0001', 'former-secret-0001'])
})

test('production with nothing set names everything that is missing at once', () => {
  expect(faultsOf({ NODE_ENV: 'production' })).toEqual([
    'INTERNAL_TOKEN is missing: needed in production',
    'DATABASE_URL is missing: needed in production',
    'TELEGRAM_BOT_TOKEN is missing: needed in production',
    'TELEGRAM_WEBHOOK_SECRET is missing: needed in production',
    'DASHBOARD_SECRET_KEY is missing: needed in production',
    'JWT_SECRET is missing: needed in production',
    'UPSTASH_REDIS_REST_URL is missing: needed in production, or REDIS_URL instead',
  ])
})

describe('one wrong setting gives one clear fault', () => {
  test.each<{ name: string; set: Environment; fault: string | RegExp }>([
    {
      name: 'a mode that does not exist',
      set: { NODE_ENV: 'prod' },
      fault: /^NODE_ENV is wrong: wanted one of production, /,
    },
    { name: 'a port that is a word', set: { WEB_PORT: 'http' }, fault: 'WEB_PORT is wrong: wanted a port, 0 to 65535' },
    { name: 'a port past the last', set: { BOT_PORT: '65536' }, fault: 'BOT_PORT is wrong: wanted a port, 0 to 65535' },
    { name: 'a wrong PORT is told by the name that it stands for', set: { PORT: '-1' }, fault: /^WEB_PORT is wrong/ },
    { name: 'two services on one port', set: { API_PORT: '8000' }, fault: 'API_PORT is the same port as WEB_PORT' },
    {
      name: 'a level that does not exist',
      set: { LOG_LEVEL: 'loud' },
      fault: /^LOG_LEVEL is wrong: wanted one of debug/,
    },
    {
      name: 'a database of another kind',
      set: { DATABASE_URL: 'mysql://a/b' },
      fault: /^DATABASE_URL is wrong: wanted a URL/,
    },
    { name: 'a database URL without a host', set: { DATABASE_URL: 'postgres:///x' }, fault: /^DATABASE_URL is wrong/ },
    {
      name: 'an Upstash URL without its token',
      set: { UPSTASH_REDIS_REST_URL: 'https://x.example' },
      fault: 'UPSTASH_REDIS_REST_TOKEN is missing: the URL is set',
    },
    {
      name: 'an Upstash token without its URL',
      set: { UPSTASH_REDIS_REST_TOKEN: random },
      fault: 'UPSTASH_REDIS_REST_URL is missing: the token is set',
    },
    {
      name: 'a bot token that BotFather never gave',
      set: { TELEGRAM_BOT_TOKEN: 'hello' },
      fault: /^TELEGRAM_BOT_TOKEN is wrong: wanted a token/,
    },
    {
      name: 'a webhook without a token',
      set: { TELEGRAM_WEBHOOK_URL: 'https://x.example/webhook' },
      fault: 'TELEGRAM_BOT_TOKEN is missing: TELEGRAM_WEBHOOK_URL is set',
    },
    {
      name: 'a short webhook secret in the list',
      set: { TELEGRAM_WEBHOOK_SECRET: 'long-enough-secret,short' },
      fault: /^TELEGRAM_WEBHOOK_SECRET is wrong/,
    },
    {
      name: 'an operator given by name',
      set: { OPERATOR_TELEGRAM_IDS: '12,@ann' },
      fault: /^OPERATOR_TELEGRAM_IDS is wrong/,
    },
    {
      name: 'auto.dev asked for without its key',
      set: { DEFAULT_DECODER_SERVICE: 'autodev' },
      fault: 'AUTODEV_API_KEY is missing: DEFAULT_DECODER_SERVICE is autodev',
    },
    {
      name: 'a key one character too short',
      set: { JWT_SECRET: random.slice(1) },
      fault: 'JWT_SECRET is wrong: wanted at least 32 characters',
    },
    {
      name: 'a key copied from the documentation',
      set: { DASHBOARD_SECRET_KEY: 'your-secret-key-your-secret-key-your' },
      fault: /not a placeholder/,
    },
    {
      name: 'an origin with a path',
      set: { DASHBOARD_ALLOWED_ORIGINS: 'https://a.example/x' },
      fault: /^DASHBOARD_ALLOWED_ORIGINS is wrong/,
    },
    {
      name: 'a flag that is neither',
      set: { SKIP_MIGRATIONS: 'maybe' },
      fault: 'SKIP_MIGRATIONS is wrong: wanted true or false',
    },
  ])('$name', ({ set, fault }) => {
    const faults = faultsOf(set)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toEqual(typeof fault === 'string' ? fault : expect.stringMatching(fault))
  })
})

test('a setting that is wrong brings no second fault of what hangs on it', () => {
  const wrong = { ...production, UPSTASH_REDIS_REST_URL: 'nonsense', WEB_PORT: 'x', API_PORT: 'y' }
  expect(faultsOf(wrong).map((fault) => fault.split(' ')[0])).toEqual([
    'WEB_PORT',
    'API_PORT',
    'UPSTASH_REDIS_REST_URL',
  ])
})

test('a password with a comma is one secret, also as it stands in the URL', () => {
  const { secrets } = readConfig({ DATABASE_URL: 'postgres://app:first,second%21@h/x' }, 'web')
  expect(secrets).toEqual(expect.arrayContaining(['first,second%21', 'first,second!']))
})

describe('production connections use TLS or a private network', () => {
  test.each<{ name: string; set: Environment; refused: boolean }>([
    {
      name: 'a public database without TLS is refused',
      set: { DATABASE_URL: 'postgres://a:b@db.example.com/x' },
      refused: true,
    },
    {
      name: 'sslmode=prefer is no TLS',
      set: { DATABASE_URL: 'postgres://db.example.com/x?sslmode=prefer' },
      refused: true,
    },
    {
      name: 'sslmode=require is TLS',
      set: { DATABASE_URL: 'postgres://db.example.com/x?sslmode=require' },
      refused: false,
    },
    {
      name: 'Fly’s internal names are private',
      set: { DATABASE_URL: 'postgres://db.internal:5432/x' },
      refused: false,
    },
    {
      name: 'a name that only begins like a private address is not',
      set: { DATABASE_URL: 'postgres://10.example.com/x' },
      refused: true,
    },
    { name: '172.15 is public', set: { DATABASE_URL: 'postgres://172.15.0.1/x' }, refused: true },
    { name: '172.16 is private', set: { DATABASE_URL: 'postgres://172.16.0.1/x' }, refused: false },
    { name: 'Fly’s IPv6 network is private', set: { DATABASE_URL: 'postgres://[fdaa:0:1::3]/x' }, refused: false },
    {
      name: 'a public cache over http is refused',
      set: { UPSTASH_REDIS_REST_URL: 'http://cache.example.com' },
      refused: true,
    },
    { name: 'a page address over http is refused', set: { PUBLIC_URL: 'http://vin.example.com' }, refused: true },
  ])('$name', ({ set, refused }) => {
    expect(faultsOf({ ...production, ...set })).toHaveLength(refused ? 1 : 0)
  })

  test('a plain Redis on the internet is refused, one with TLS is taken', () => {
    const without = { ...production, UPSTASH_REDIS_REST_URL: '', UPSTASH_REDIS_REST_TOKEN: '' }
    expect(faultsOf({ ...without, REDIS_URL: 'redis://cache.example.com' })).toHaveLength(1)
    expect(faultsOf({ ...without, REDIS_URL: 'rediss://cache.example.com' })).toEqual([])
    expect(faultsOf(without)).toEqual(['UPSTASH_REDIS_REST_URL is missing: needed in production, or REDIS_URL instead'])
  })
})

test('no fault prints a value', () => {
  const value = 'hunter2-hunter2'
  const env = Object.fromEntries(Object.keys(production).map((name) => [name, value]))
  expect(faultsOf(env).join('\n')).not.toContain(value)
})

test('the secrets of a config are whole values, list members and passwords in URLs', () => {
  const { secrets } = readConfig(production, 'web', 'bot', 'probe')
  expect(secrets).toEqual(expect.arrayContaining(['db-password-1', `jw${random}`, 'former-secret-0001']))
})

test('a process forgets the secrets of the others and keeps its own', () => {
  const env = { ...production }
  forgetOthersSecrets(env, 'web')
  expect(env.TELEGRAM_BOT_TOKEN).toBeUndefined()
  expect(env.JWT_SECRET).toBe(`jw${random}`)
})

test('a child is given its own settings and what is no setting at all', () => {
  const env = environmentOf({ ...production, PATH: '/bin' }, 'bot')
  expect(env).toMatchObject({ PATH: '/bin', TELEGRAM_BOT_TOKEN: production.TELEGRAM_BOT_TOKEN })
  expect(env).not.toHaveProperty('JWT_SECRET')
})

test('a role that may not read a setting does not need it in production', () => {
  const { TELEGRAM_BOT_TOKEN: _, ...webOnly } = production
  expect(readConfig(webOnly, 'web').telegramToken).toBeNull()
})
