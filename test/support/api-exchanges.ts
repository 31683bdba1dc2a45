import type { Overview } from '../../alerts/model/overview.ts'
import type { UptimeAnswer } from '../../metrics/history.ts'
import type { App } from '../../platform/http.ts'
import { mostLiveKeys } from '../../services/accounts/model/key.ts'
import type { Example } from '../../services/web/openapi/examples.ts'
import { csv } from '../../services/web/openapi/operation.ts'
import { type Ask, cookiesOf, createAsk, createDisguise, type Disguise, type Headers, request } from './api-asking.ts'
import { type ApiServer, dashboardSecret, startApiServer } from './api-server.ts'

const accord = '1HGCM82633A004352'
const ann = 'telegram:1001'
const overview: Overview = {
  ...{ at: Date.parse('2026-11-24T12:00:00Z'), status: 'up', incidents: [] },
  groups: [
    {
      name: 'Platform',
      targets: [
        {
          ...{ id: 'web', name: 'Web', status: 'up', checkedAt: Date.parse('2026-11-24T11:59:58Z') },
          ...{ intervalMs: 5000, latencyMs: 4.2, incidentId: null },
        },
      ],
    },
  ],
}

const young = { uptime: 0.9999, coverage: 0.98 }
const uptimes: UptimeAnswer = {
  at: Date.parse('2026-11-24T12:00:00Z'),
  targets: [
    {
      target: 'web',
      windows: { '24h': { uptime: 0.9993, coverage: 1 }, '7d': young, '30d': young, '90d': young, '365d': young },
    },
  ],
}

/** Asks a running server each question of the API, good ones and bad ones. @returns what was sent and answered. */
export async function exchangeAll(databaseUrl: string): Promise<Example[]> {
  const server = await startApiServer(databaseUrl, { overview, uptimes, more: breakPromise })
  const examples: Example[] = []
  const disguise = createDisguise()
  try {
    const ask = createAsk(server.url, examples)
    await askAsVisitor(ask)
    const session = await askToSignIn(ask, server, disguise)
    await askForVehicles(ask, session)
    await askForKeys(ask, session, disguise)
    await askInVain(ask, server, session)
    await ask('POST /api/logout', 'signed out', { headers: session })
  } finally {
    await server.close()
  }
  await askWithoutStores(examples)
  return disguise.wear(examples)
}

function breakPromise(app: App): void {
  app.get('/broken', async () => {
    throw new Error('a broken promise')
  })
}

async function askAsVisitor(ask: Ask): Promise<void> {
  await ask('POST /api/decode', 'a vehicle', { body: { vin: accord } })
  await ask('POST /api/decode', 'one character is wrong', { body: { vin: '1HGCM82633A004353' } })
  await ask('POST /api/decode', 'a maker that nobody knows', { body: { vin: '00000000000000000' } })
  await ask('POST /api/decode', 'no VIN', { body: { vin: '1HGCM82633AO04352' } })
  await ask('POST /api/decode', 'no member vin', { body: {} })
  await ask('GET /api/vin/{vin}', 'an Accord', { path: `/api/vin/${accord}` })
  await ask('GET /api/vin/{vin}', 'too short', { path: '/api/vin/1HGCM82633A' })
  await ask('GET /api/vehicles', 'a visitor')
  await ask('GET /api/stats', 'the whole platform')
  await ask('GET /api/status', 'all is well')
  await ask('GET /api/status/history', 'of one part')
}

async function askToSignIn(ask: Ask, { url, links }: ApiServer, disguise: Disguise): Promise<Headers> {
  const start = await fetch(`${url}/api/login/start`, { method: 'POST' })
  const { code } = (await ask('POST /api/login/start', 'a code')) as { code: string }
  disguise.of(code, 'K7QM-4TXD')
  const browser = { cookie: cookiesOf(start) }
  const asked = (await start.json()) as { code: string }
  const token = (await links.make(ann, asked.code)) ?? ''
  disguise.of(token, '0'.repeat(64))
  const finish = { body: { token }, headers: browser }
  const signedIn = await fetch(`${url}/api/login/finish`, request('POST', finish))
  const { csrf_token } = (await signedIn.json()) as { csrf_token: string }
  disguise.of(csrf_token, '1'.repeat(64))
  const session = { cookie: cookiesOf(signedIn), 'x-csrf-token': csrf_token }
  await ask('POST /api/login/finish', 'a link that was used', finish)
  await askToSignInElse(ask, { links, url }, disguise)
  for (const way of ['start', 'finish', 'secret'])
    await ask(`POST /api/login/${way}`, 'from another site', { headers: { origin: 'https://elsewhere.example' } })
  await ask('POST /api/login/finish', 'no token', { body: {} })
  await ask('POST /api/login/secret', 'no secret', { body: {} })
  return session
}

async function askToSignInElse(ask: Ask, { links, url }: Pick<ApiServer, 'links' | 'url'>, disguise: Disguise) {
  const start = await fetch(`${url}/api/login/start`, { method: 'POST' })
  const { code } = (await start.json()) as { code: string }
  const token = (await links.make('telegram:1002', code)) ?? ''
  disguise.of(token, '0'.repeat(64))
  const opened = await ask('POST /api/login/finish', 'signed in', {
    body: { token },
    headers: { cookie: cookiesOf(start) },
  })
  disguise.of((opened as { csrf_token: string }).csrf_token, '1'.repeat(64))
  disguise.of('telegram:1002', ann)
  const glass = await ask('POST /api/login/secret', 'the glass is broken', { body: { secret: dashboardSecret } })
  disguise.of((glass as { csrf_token: string }).csrf_token, '2'.repeat(64))
  await ask('POST /api/login/secret', 'another secret', { body: { secret: 'sesame' } })
}

async function askForVehicles(ask: Ask, session: Headers): Promise<void> {
  const vins = [accord, 'not a VIN', '5YJ3E1EA7KF317000']
  await ask('POST /api/decode/batch', 'JSON', { body: { vins }, headers: session })
  const table = `stock;vin\r\n17;${accord}\r\n18;not a VIN\r\n`
  await ask('POST /api/decode/batch', 'CSV', { table, headers: { ...session, accept: csv } })
  await ask('POST /api/decode/batch', 'no row', { body: { vins: [] }, headers: session })
  await ask('GET /api/vehicles', 'a page', { path: '/api/vehicles?q=honda&limit=1', headers: session })
  await ask('GET /api/vehicles', 'a page out of range', { path: '/api/vehicles?page=0', headers: session })
  await ask('GET /api/vehicles', 'none found', { path: '/api/vehicles?make=yugo', headers: session })
  await ask('GET /api/stats', 'an account', { headers: session })
  await ask('GET /api/users/me', 'a session', { headers: session })
}

async function askForKeys(ask: Ask, session: Headers, disguise: Disguise): Promise<void> {
  const made = (await ask('POST /api/keys', 'a key', { body: { name: 'stock list' }, headers: session })) as Made
  disguise.of(made.key, `ia_live_0123456789abcdef_${'3'.repeat(64)}`)
  disguise.of(made.id, '0123456789abcdef')
  await ask('POST /api/keys', 'no name', { body: { name: '' }, headers: session })
  await ask('GET /api/keys', 'one key', { headers: session })
  const path = `/api/keys/${made.id}`
  const rotation = { path: `${path}/rotate`, headers: session }
  const rotated = (await ask('POST /api/keys/{id}/rotate', 'a new secret', rotation)) as Made
  disguise.of(rotated.key, `ia_live_0123456789abcdef_${'4'.repeat(64)}`)
  await useKey(ask, bearer(rotated), disguise)
  await ask('DELETE /api/keys/{id}', 'revoked', { path, headers: session })
  await ask('GET /api/vehicles', 'a revoked key', { headers: bearer(rotated) })
  await useNarrowKey(ask, session, disguise)
  const none = '/api/keys/ffffffffffffffff'
  await ask('DELETE /api/keys/{id}', 'no such key', { path: none, headers: session })
  await ask('POST /api/keys/{id}/rotate', 'no such key', { path: `${none}/rotate`, headers: session })
  await ask('POST /api/token', 'a session', { headers: session })
}

async function useKey(ask: Ask, headers: Headers, disguise: Disguise): Promise<void> {
  const path = '/api/vehicles/4'
  await ask('GET /api/users/me', 'a key', { headers })
  const { token } = (await ask('POST /api/token', 'a token', { headers })) as { token: string }
  disguise.of(token, 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0ZWxlZ3JhbToxMDAxIn0.c2lnbmF0dXJl')
  await ask('GET /api/keys', 'a key that may not manage keys', { headers })
  await ask('GET /api/vehicles/{id}', 'a vehicle', { path, headers })
  await ask('DELETE /api/vehicles/{id}', 'removed', { path, headers })
  await ask('DELETE /api/vehicles/{id}', 'gone before', { path, headers })
  await ask('GET /api/vehicles/{id}', 'gone', { path, headers })
}

async function useNarrowKey(ask: Ask, session: Headers, disguise: Disguise): Promise<void> {
  const body = { name: 'counter', scopes: ['decode'], expires_at: '2027-01-31T00:00:00Z' }
  const made = (await ask('POST /api/keys', 'a key that only looks up, for a while', {
    body,
    headers: session,
  })) as Made
  disguise.of(made.key, `ia_live_fedcba9876543210_${'5'.repeat(64)}`)
  disguise.of(made.id, 'fedcba9876543210')
  const headers = bearer(made)
  await ask('GET /api/vehicles', 'a key that may not read', { headers })
  await ask('GET /api/vehicles/{id}', 'a key that may not read', { path: '/api/vehicles/4', headers })
  await ask('GET /api/stats', 'a key that may not read', { headers })
}

const bearer = ({ key }: Pick<Made, 'key'>): Headers => ({ authorization: `Bearer ${key}` })

interface Made {
  id: string
  key: string
}

async function askInVain(ask: Ask, server: ApiServer, session: Headers): Promise<void> {
  const { accounts, database, url } = server
  await ask('POST /api/decode', 'without the CSRF token', {
    body: { vin: accord },
    headers: { cookie: session.cookie ?? '' },
  })
  await ask('POST /api/decode', 'a large body', { body: { vin: 'A'.repeat(300_000) } })
  const holder = { account: ann, plan: 'free', scopes: ['decode'] } as const
  for (let made = 0; made < mostLiveKeys; made++)
    await accounts.keys.make({ name: 'one', scopes: ['decode'], expiresAt: null }, holder)
  await ask('POST /api/keys', 'too many', { body: { name: 'one more' }, headers: session })
  await database.query('update account_usage set used = 100 where account = $1', [ann])
  await ask('POST /api/decode', 'the month is used up', { body: { vin: 'WBAKV210500V39117' }, headers: session })
  for (let sent = 0; sent < 30; sent++) await fetch(`${url}/api/decode`, request('POST', { body: { vin: '' } }))
  await ask('POST /api/decode', 'too many in a minute', { body: { vin: accord } })
  await ask('GET /broken', 'a fault of ours')
}

async function askWithoutStores(examples: Example[]): Promise<void> {
  const server = await startApiServer('postgres://nobody:nothing@127.0.0.1:9/none')
  const ask = createAsk(server.url, examples)
  await ask('GET /api/vehicles', 'the database is out of reach', {
    headers: bearer({ key: `ia_live_${'0'.repeat(16)}_${'0'.repeat(64)}` }),
  })
  await ask('GET /api/status', 'the probe is out of reach')
  await ask('GET /api/stats', 'the database is out of reach')
  await ask('POST /api/decode', 'the database is out of reach', { body: { vin: accord } })
  await server.close()
}
