import type { Database } from '../../platform/postgres/pool.ts'
import type { Ground } from '../../platform/process.ts'
import { type Browsers, createBrowsers } from './browsers.ts'
import { createKeyStore } from './key-store.ts'
import { createKeys, type Keys } from './keys.ts'
import { createQuotaMetrics } from './metrics.ts'
import { createQuota, type Quota } from './quota.ts'
import { createSessionStore } from './session-store.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createTokens, type Tokens } from './tokens.ts'

export interface Accounts {
  keys: Keys
  tokens: Tokens
  sessions: Sessions
  browsers: Browsers
  quota: Quota
}

/** Accounts as web uses them. The bot, which signs nothing, takes `createLoginLinks` and `createQuota` alone. */
export function openAccounts(
  { registry, now, log }: Pick<Ground, 'registry' | 'now' | 'log'>,
  { database, secret }: { database: Database; secret: string },
): Accounts {
  return {
    keys: createKeys({ store: createKeyStore(database), now, log }),
    tokens: createTokens({ secret, now }),
    sessions: createSessions({ store: createSessionStore(database), secret, now, log }),
    browsers: createBrowsers({ secret, now }),
    quota: createQuota({ database, metrics: createQuotaMetrics(registry), now }),
  }
}
