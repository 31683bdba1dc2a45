import { logLevels } from '../log.ts'
import * as parse from './parsers.ts'
import { optional, type Setting, setting } from './setting.ts'

/** Every setting there is. README lists the same names; a test compares the two. */
export const settings = {
  mode: setting('NODE_ENV', parse.oneOf('production', 'development', 'test'), 'development' as const),
  logLevel: setting('LOG_LEVEL', parse.oneOf(...logLevels), 'info' as const),
  dataDir: setting('DATA_DIR', parse.text, '.data'),
  host: setting('HOST', parse.text, (mode) => (mode === 'production' ? '::' : '127.0.0.1')),
  publicUrl: optional('PUBLIC_URL', parse.url('https://', 'http://')),
  sentryDsn: optional('SENTRY_DSN', parse.url('https://', 'http://'), { secret: true }),
  internalToken: optional('INTERNAL_TOKEN', parse.secretOf(32), { secret: true, neededInProduction: true }),

  webPort: setting('WEB_PORT', parse.port, 8000, { alias: 'PORT' }),
  apiPort: setting('API_PORT', parse.port, 5000),
  botPort: setting('BOT_PORT', parse.port, 8080),
  probePort: setting('PROBE_PORT', parse.port, 8090),

  webUrl: optional('WEB_URL', parse.url('https://', 'http://'), { readBy: ['probe'] }),
  apiUrl: optional('API_URL', parse.url('https://', 'http://'), { readBy: ['probe'] }),
  botUrl: optional('BOT_URL', parse.url('https://', 'http://'), { readBy: ['probe'] }),
  probeUrl: optional('PROBE_URL', parse.url('https://', 'http://'), { readBy: ['web', 'bot'] }),
  monitoringFile: setting('MONITORING_FILE', parse.text, 'monitoring.yaml', { readBy: ['probe'] }),
  probeLocation: setting('PROBE_LOCATION', parse.text, 'local', { readBy: ['probe'], alias: 'FLY_REGION' }),

  databaseUrl: optional('DATABASE_URL', parse.url('postgres://', 'postgresql://'), {
    secret: true,
    neededInProduction: true,
  }),
  skipMigrations: setting('SKIP_MIGRATIONS', parse.flag, false),
  upstashUrl: optional('UPSTASH_REDIS_REST_URL', parse.url('https://', 'http://'), { secret: true }),
  upstashToken: optional('UPSTASH_REDIS_REST_TOKEN', parse.secretOf(8), { secret: true }),
  redisUrl: optional('REDIS_URL', parse.url('redis://', 'rediss://'), { secret: true }),

  telegramToken: optional('TELEGRAM_BOT_TOKEN', parse.botToken, {
    readBy: ['bot', 'probe'],
    secret: true,
    neededInProduction: true,
  }),
  telegramApiRoot: setting('TELEGRAM_API_ROOT', parse.url('https://', 'http://'), 'https://api.telegram.org', {
    readBy: ['bot', 'probe'],
  }),
  telegramWebhookUrl: optional('TELEGRAM_WEBHOOK_URL', parse.url('https://', 'http://'), { readBy: ['bot', 'probe'] }),
  telegramWebhookSecrets: optional('TELEGRAM_WEBHOOK_SECRET', parse.webhookSecrets, {
    secret: true,
    neededInProduction: true,
  }),
  operatorIds: setting('OPERATOR_TELEGRAM_IDS', parse.telegramIds, []),

  dashboardSecret: optional('DASHBOARD_SECRET_KEY', parse.secretOf(32), {
    readBy: ['web'],
    secret: true,
    neededInProduction: true,
  }),
  allowedOrigins: setting('DASHBOARD_ALLOWED_ORIGINS', parse.origins, [], { readBy: ['web'] }),
  jwtSecret: optional('JWT_SECRET', parse.secretOf(32), { readBy: ['web'], secret: true, neededInProduction: true }),

  autodevKey: optional('AUTODEV_API_KEY', parse.text, { readBy: ['web', 'bot'], secret: true }),
  autodevUrl: setting('AUTODEV_BASE_URL', parse.url('https://', 'http://'), 'https://api.auto.dev', {
    readBy: ['web', 'bot'],
  }),
  nhtsaUrl: setting('NHTSA_BASE_URL', parse.url('https://', 'http://'), 'https://vpic.nhtsa.dot.gov/api/vehicles', {
    readBy: ['web', 'bot'],
  }),
  decoder: optional('DEFAULT_DECODER_SERVICE', parse.oneOf('autodev', 'nhtsa', 'offline'), { readBy: ['web', 'bot'] }),

  flyApp: optional('FLY_APP_NAME', parse.text),
  flyMachine: optional('FLY_MACHINE_ID', parse.text),
  flyVersion: optional('FLY_MACHINE_VERSION', parse.text),
}

type ValueOf<S> = S extends Setting<infer T> ? T : never

/** Every setting by its name in the code; those that the role may not read are null. */
export type Settings = { [K in keyof typeof settings]: ValueOf<(typeof settings)[K]> }

/** One setting that is wrong, told without its value. */
export interface Fault {
  name: string
  message: string
}

/** A fault that several settings make together. */
export interface Contradiction extends Fault {
  about: readonly string[]
}
