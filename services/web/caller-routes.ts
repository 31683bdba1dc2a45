import type { FastifyRequest } from 'fastify'
import type { Clock } from '../../platform/clock.ts'
import type { Config } from '../../platform/config/read.ts'
import { type App, clientAddress } from '../../platform/http.ts'
import { createAttempts } from '../accounts/attempts.ts'
import type { Accounts } from '../accounts/open.ts'
import { authenticate } from './authenticate.ts'
import type { CallerOf } from './caller.ts'
import { openCallerCookies } from './caller-cookies.ts'
import { allowOrigins, createOriginCheck } from './caller-origins.ts'
import { keyRoutes } from './routes/keys.ts'
import {
  type LoginRouteDeps,
  loginRoutes,
  logoutRoutes,
  secretTriesPerMinute,
  strangersTriesPerMinute,
} from './routes/login.ts'
import { meRoutes } from './routes/me.ts'
import { tokenRoutes } from './routes/token.ts'

export interface CallerRoutesDeps {
  config: Pick<Config, 'mode' | 'publicUrl' | 'allowedOrigins' | 'flyApp' | 'internalToken' | 'operatorIds'>
  accounts: Accounts
  now: Clock
  /** More routes that know who asks. */
  routes: (app: App, callerOf: CallerOf, addressOf: AddressOf) => Promise<void>
}

export interface PublicCallerRoutesDeps
  extends CallerRoutesDeps,
    Pick<LoginRouteDeps, 'dashboardSecret' | 'onBreakGlass'> {}

/** From one address; a program with a stale key makes fewer. */
const failuresPerMinute = 60

/** Signing in, and the API for visitors, browsers and clients. */
export async function publicCallerRoutes(app: App, deps: PublicCallerRoutesDeps): Promise<void> {
  const { config, accounts, now, dashboardSecret, onBreakGlass } = deps
  const { sessions } = accounts
  const cookies = await openCallerCookies(app, config.publicUrl?.startsWith('https://') ?? config.mode === 'production')
  const checkOrigin = createOriginCheck(config)
  const addressOf = createAddressOf(config)
  const secretTries = {
    ofEach: createAttempts({ perMinute: secretTriesPerMinute, now }),
    ofStrangers: createAttempts({ perMinute: strangersTriesPerMinute, now }),
  }
  const signingIn = { sessions, browsers: accounts.browsers, cookies, checkOrigin, addressOf }
  await allowOrigins(app, config)
  await loginRoutes(app, {
    ...{ ...signingIn, dashboardSecret, secretTries, onBreakGlass },
    operatorIds: config.operatorIds,
  })
  await app.register(async (api) => {
    const browsers = { sessions, cookie: cookies.session, checkOrigin }
    const callerOf = authenticate(api, { ...credentialsOf(deps), browsers, addressOf, internalToken: null })
    await logoutRoutes(api, { callerOf, sessions, cookie: cookies.session })
    await meRoutes(api, { callerOf, quota: accounts.quota, browsers })
    await clientRoutes(api, callerOf, deps)
  })
}

/** The API for trusted callers inside: by API key or token, or in nobody's name. */
export async function trustedCallerRoutes(app: App, deps: CallerRoutesDeps): Promise<void> {
  const { config, accounts } = deps
  await app.register(async (api) => {
    const addressOf = createAddressOf(config)
    const { internalToken } = config
    const callerOf = authenticate(api, { ...credentialsOf(deps), browsers: null, addressOf, internalToken })
    await meRoutes(api, { callerOf, quota: accounts.quota, browsers: null })
    await clientRoutes(api, callerOf, deps)
  })
}

type AddressOf = (request: FastifyRequest) => string

async function clientRoutes(api: App, callerOf: CallerOf, deps: CallerRoutesDeps): Promise<void> {
  const { config, accounts, now, routes } = deps
  await tokenRoutes(api, { callerOf, keys: accounts.keys, tokens: accounts.tokens })
  await keyRoutes(api, { callerOf, keys: accounts.keys, now })
  await routes(api, callerOf, createAddressOf(config))
}

function credentialsOf({ accounts: { keys, tokens }, now }: CallerRoutesDeps) {
  return { keys, tokens, failures: createAttempts({ perMinute: failuresPerMinute, now }) }
}

/** The caller's address; see `clientAddress`. */
function createAddressOf({ flyApp }: Pick<Config, 'flyApp'>): AddressOf {
  return (request) => clientAddress(request, flyApp !== null)
}
