import { createHmac } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import type { Key } from './model/key.ts'
import { deriveKey } from './secrets.ts'
import { createTokens } from './tokens.ts'

const at = Date.parse('2026-11-24T12:00:00Z')
const seconds = at / 1000
const secret = 's'.repeat(32)
const key: Key = {
  ...{ id: '0123456789abcdef', account: 'telegram:1', plan: 'free', name: 'mine', scopes: ['decode'] },
  ...{ createdAt: 0, secretMadeAt: 0, formerUntil: null, expiresAt: null, revokedAt: null, lastUsedAt: null },
}
const tokensAt = (ms: number, of = secret) => createTokens({ secret: of, now: () => ms })
const made = await tokensAt(at).make(key)
const header = JSON.parse(Buffer.from(made.text.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }

/** A token as ours, but for what is given. */
function forge(claims: Record<string, unknown> = {}, head: object = {}, signedWith = deriveKey(secret, 'tokens')) {
  const ours = {
    iss: 'intelauto',
    aud: 'intelauto-api',
    sub: key.account,
    key: key.id,
    iat: seconds,
    exp: seconds + 900,
  }
  return new SignJWT({ ...ours, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: header.kid, ...head })
    .sign(signedWith)
}

test('a token names its account and its key, and lasts 15 minutes', async () => {
  expect(made.expiresInSeconds).toBe(900)
  expect(header).toEqual({ alg: 'HS256', typ: 'JWT', kid: expect.stringMatching(/^[0-9a-f]{16}$/) })
  expect(await tokensAt(at).read(made.text)).toEqual({ account: 'telegram:1', keyId: key.id })
})

test.each<{ name: string; claims: Record<string, unknown> }>([
  { name: 'a forgery that differs in nothing opens, so the rows below fail for what they say', claims: {} },
  { name: 'a clock that is 4 s ahead does no harm', claims: { iat: seconds + 4 } },
  { name: 'a clock that is 4 s behind does no harm', claims: { exp: seconds - 4 } },
  { name: 'a token may be an hour old', claims: { iat: seconds - 3600 } },
])('$name', async ({ claims }) => {
  expect(await tokensAt(at).read(await forge(claims))).toEqual({ account: 'telegram:1', keyId: key.id })
})

test('a token ends no later than its key', async () => {
  const soon = await tokensAt(at).make({ ...key, expiresAt: at + 60_000 })
  expect(soon.expiresInSeconds).toBe(60)
  expect(await tokensAt(at + 70_000).read(soon.text)).toBeNull()
})

test.each<{ name: string; text: () => string | Promise<string> }>([
  { name: 'nothing', text: () => '' },
  { name: 'what is no token', text: () => 'a.b.c' },
  { name: 'a token without a signature', text: () => new UnsecuredJWT({ sub: key.account, key: key.id }).encode() },
  { name: 'a token whose header says none, signed all the same', text: () => rewritten('none') },
  {
    name: 'a token that says another algorithm of the same key',
    text: () => forge({}, { alg: 'HS512' }, deriveKey(secret, 'tokens')),
  },
  { name: 'a token signed with JWT_SECRET itself', text: () => forge({}, {}, Buffer.from(secret)) },
  { name: 'a token of another key', text: () => forge({}, {}, deriveKey('t'.repeat(32), 'tokens')) },
  { name: 'a token signed for another purpose', text: () => forge({}, {}, deriveKey(secret, 'csrf')) },
  { name: 'a token with another key id', text: () => forge({}, { kid: 'another' }) },
  { name: 'a token for another audience', text: () => forge({ aud: 'another' }) },
  { name: 'a token of another issuer', text: () => forge({ iss: 'another' }) },
  { name: 'a token that is over', text: () => forge({ exp: seconds - 6 }) },
  {
    name: 'a token that lasts a year and is an hour old',
    text: () => forge({ iat: seconds - 3606, exp: seconds + 31_536_000 }),
  },
  { name: 'a token that is not begun', text: () => forge({ iat: seconds + 60 }) },
  { name: 'a token without an end', text: () => forge({ exp: undefined }) },
  { name: 'a token without an account', text: () => forge({ sub: undefined }) },
  { name: 'a token without an API key', text: () => forge({ key: undefined }) },
  { name: 'a token whose API key is no text', text: () => forge({ key: 7 }) },
  { name: 'a token whose account was changed', text: () => withAccount('telegram:2') },
])('$name does not open', async ({ text }) => {
  expect(await tokensAt(at).read(await text())).toBeNull()
})

test('tokens of another JWT_SECRET mean nothing', async () => {
  expect(await tokensAt(at, 'another secret of 32 characters!').read(made.text)).toBeNull()
})

function rewritten(alg: string): string {
  const head = Buffer.from(JSON.stringify({ ...header, alg })).toString('base64url')
  const [, payload = ''] = made.text.split('.')
  const mac = createHmac('sha256', deriveKey(secret, 'tokens')).update(`${head}.${payload}`).digest('base64url')
  return `${head}.${payload}.${mac}`
}

function withAccount(sub: string): string {
  const [head = '', payload = '', mac = ''] = made.text.split('.')
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub }
  return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${mac}`
}
