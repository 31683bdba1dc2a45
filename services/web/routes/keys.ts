import { type Static, Type } from 'typebox'
import type { Clock } from '../../../platform/clock.ts'
import type { App } from '../../../platform/http.ts'
import { Problem } from '../../../platform/problem.ts'
import type { Keys, MadeKey } from '../../accounts/keys.ts'
import { endOf, isRotationDue, type Key, longestName, mostLiveKeys, remindAfterMs } from '../../accounts/model/key.ts'
import { isKeyId } from '../../accounts/model/key-text.ts'
import { type AccountCaller, type CallerOf, needAccount } from '../caller.ts'

export interface KeyRouteDeps {
  callerOf: CallerOf
  keys: Keys
  now: Clock
}

const changesPerMinute = 20

const Wanted = Type.Object({
  name: Type.String({ minLength: 1, maxLength: longestName }),
  scopes: Type.Optional(
    Type.Array(Type.Union([Type.Literal('decode'), Type.Literal('read'), Type.Literal('manage-keys')]), {
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
    }),
  ),
  expires_at: Type.Optional(Type.Union([Type.Null(), Type.String({ maxLength: 40 })])),
})
const Id = Type.Object({ id: Type.String() })

/** `/api/keys`: the account's API keys. A key's text is in the answer that makes or rotates it, and never again. */
export async function keyRoutes(app: App, { callerOf, keys, now }: KeyRouteDeps): Promise<void> {
  const changing = { config: { rateLimit: { max: changesPerMinute, timeWindow: 60_000 } } }
  const holderOf = (request: Parameters<CallerOf>[0]): AccountCaller => needAccount(callerOf(request), 'manage-keys')

  app.get('/api/keys', async (request) => {
    const list = await keys.list(holderOf(request).account)
    return { keys: list.map((key) => view(key, now())) }
  })

  app.post<{ Body: Static<typeof Wanted> }>(
    '/api/keys',
    { ...changing, schema: { body: Wanted } },
    async (request, reply) => {
      const holder = holderOf(request)
      const { name, scopes = ['decode', 'read'], expires_at = null } = request.body
      const wanted = { name: readName(name), scopes, expiresAt: readExpiry(expires_at, now()) }
      const made = await keys.make(wanted, holder)
      if (made === 'too-many') throw new Problem('conflict', `an account has at most ${mostLiveKeys} keys: revoke one`)
      return reply.code(201).send(madeView(made, now()))
    },
  )

  app.post<{ Params: Static<typeof Id> }>(
    '/api/keys/:id/rotate',
    { ...changing, schema: { params: Id } },
    async (request) => {
      const holder = holderOf(request)
      const made = await keys.rotate(readId(request.params.id), holder)
      if (made === 'not-found') throw noSuchKey()
      return madeView(made, now())
    },
  )

  app.delete<{ Params: Static<typeof Id> }>(
    '/api/keys/:id',
    { ...changing, schema: { params: Id } },
    async (request, reply) => {
      const { account } = holderOf(request)
      if (!(await keys.revoke(readId(request.params.id), account))) throw noSuchKey()
      return reply.code(204).send()
    },
  )
}

function madeView(made: MadeKey | 'too-wide', now: number) {
  if (made === 'too-wide') throw new Problem('forbidden', 'a key can do no more than who makes it')
  return { ...view(made.key, now), key: made.text }
}

function view(key: Key, now: number) {
  return {
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    status: endOf(key, now) ?? 'live',
    created_at: iso(key.createdAt),
    remind_at: iso(key.secretMadeAt + remindAfterMs),
    rotation_due: isRotationDue(key, now),
    former_until: iso(key.formerUntil),
    expires_at: iso(key.expiresAt),
    revoked_at: iso(key.revokedAt),
    last_used_at: iso(key.lastUsedAt),
  }
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** Postgres takes no NUL, and nobody reads the others. */
function readName(text: string): string {
  const name = text.trim()
  if (name === '' || /\p{C}/u.test(name))
    throw new Problem('invalid_request', 'a name of visible characters was wanted')
  return name
}

function readExpiry(text: string | null, now: number): number | null {
  if (text === null) return null
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  if (!(at > now))
    throw new Problem('invalid_request', 'expires_at: a time to come was wanted, as 2027-01-31T00:00:00Z')
  return at
}

/** What is no id of ours is the id of no key. */
function readId(text: string): string {
  if (!isKeyId(text)) throw noSuchKey()
  return text
}

function noSuchKey(): Problem {
  return new Problem('not_found', 'the account has no such key')
}
