import { describe, expect, test } from 'vitest'
import {
  endOf,
  type Given,
  isRotationDue,
  judgeKey,
  type Key,
  type KeyVerdict,
  overlapMs,
  remindAfterMs,
} from './key.ts'

const rotatedAt = 1_000_000
const key: Key = {
  ...{ id: 'a', account: 'telegram:1', plan: 'free', name: 'mine', scopes: ['decode'] },
  ...{ createdAt: 0, secretMadeAt: rotatedAt, formerUntil: rotatedAt + overlapMs, expiresAt: null },
  ...{ revokedAt: null, lastUsedAt: null },
}

test.each<{ name: string; over?: Partial<Key>; given: Given; at: number; verdict: KeyVerdict }>([
  { name: 'the current secret opens', given: 'current', at: rotatedAt, verdict: 'opens' },
  { name: 'a wrong secret does not', given: 'neither', at: rotatedAt, verdict: 'wrong' },
  {
    name: 'a wrong secret hears nothing of a revocation',
    over: { revokedAt: 1 },
    given: 'neither',
    at: 2,
    verdict: 'wrong',
  },
  { name: 'a wrong secret hears nothing of an end', over: { expiresAt: 1 }, given: 'neither', at: 2, verdict: 'wrong' },
  {
    name: 'the former secret opens to the end of the overlap',
    given: 'former',
    at: rotatedAt + overlapMs - 1,
    verdict: 'opens',
  },
  { name: 'the former secret is replaced after it', given: 'former', at: rotatedAt + overlapMs, verdict: 'replaced' },
  { name: 'a key opens until it expires', over: { expiresAt: 5 }, given: 'current', at: 4, verdict: 'opens' },
  { name: 'a key does not open from then on', over: { expiresAt: 5 }, given: 'current', at: 5, verdict: 'expired' },
  { name: 'a revoked key does not open', over: { revokedAt: 5 }, given: 'current', at: 5, verdict: 'revoked' },
  {
    name: 'the overlap does not outlive a revocation',
    over: { revokedAt: 5 },
    given: 'former',
    at: rotatedAt,
    verdict: 'revoked',
  },
  {
    name: 'a key that is revoked and expired was revoked',
    over: { revokedAt: 5, expiresAt: 4 },
    given: 'current',
    at: 6,
    verdict: 'revoked',
  },
])('$name', ({ over, given, at, verdict }) => {
  expect(judgeKey({ ...key, ...over }, given, at)).toBe(verdict)
})

describe('a rotation', () => {
  test.each([
    { name: 'is not due before 90 days', at: rotatedAt + remindAfterMs - 1, due: false },
    { name: 'is due after 90 days', at: rotatedAt + remindAfterMs, due: true },
  ])('$name', ({ at, due }) => {
    expect(isRotationDue(key, at)).toBe(due)
    expect(remindAfterMs / 86_400_000).toBe(90)
  })
})

test('a live key has no end', () => {
  expect(endOf(key, Number.MAX_SAFE_INTEGER)).toBeNull()
})
