import { expect, test } from 'vitest'
import { isUnavailable, toDatabaseError } from './error.ts'

const fromServer = (code: string, message = 'x') => Object.assign(new Error(message), { code, severity: 'ERROR' })
const fromNetwork = (code: string) => Object.assign(new Error(`connect ${code} 127.0.0.1:5432`), { code })

test.each<{ name: string; error: unknown; unavailable: boolean }>([
  { name: 'a refused connection', error: fromNetwork('ECONNREFUSED'), unavailable: true },
  { name: 'a broken pipe, whose code looks like an SQLSTATE', error: fromNetwork('EPIPE'), unavailable: true },
  { name: 'an unknown host', error: fromNetwork('ENOTFOUND'), unavailable: true },
  { name: 'a connection that ended', error: new Error('Connection terminated unexpectedly'), unavailable: true },
  { name: 'no answer in time', error: new Error('Query read timeout'), unavailable: true },
  { name: 'a server that is being shut down', error: fromServer('57P01'), unavailable: true },
  { name: 'a server that is starting', error: fromServer('57P03'), unavailable: true },
  { name: 'a statement that took too long', error: fromServer('57014'), unavailable: true },
  { name: 'too many connections', error: fromServer('53300'), unavailable: true },
  { name: 'a full disk', error: fromServer('53100'), unavailable: true },
  { name: 'a refused login', error: fromServer('28P01'), unavailable: true },
  { name: 'a standby that takes no writes', error: fromServer('25006'), unavailable: true },
  { name: 'a duplicate key', error: fromServer('23505'), unavailable: false },
  { name: 'a syntax error', error: fromServer('42601'), unavailable: false },
  { name: 'a missing table', error: fromServer('42P01'), unavailable: false },
  { name: 'a value of the wrong form', error: fromServer('22P02'), unavailable: false },
  { name: 'a deadlock', error: fromServer('40P01'), unavailable: false },
  { name: 'a transaction that had failed', error: fromServer('25P02'), unavailable: false },
])('$name: unavailable is $unavailable', ({ error, unavailable }) => {
  expect(isUnavailable(toDatabaseError(error, false))).toBe(unavailable)
})

test.each<{ name: string; error: unknown; sent: boolean; unknown: boolean }>([
  {
    name: 'a break before the statement was sent leaves nothing open',
    error: fromNetwork('EPIPE'),
    sent: false,
    unknown: false,
  },
  { name: 'a break after it was sent leaves the outcome open', error: fromNetwork('EPIPE'), sent: true, unknown: true },
  {
    name: 'a shutdown during the statement leaves the outcome open',
    error: fromServer('57P01'),
    sent: true,
    unknown: true,
  },
  { name: 'a statement that was cancelled did nothing', error: fromServer('57014'), sent: true, unknown: false },
  { name: 'a faulty statement did nothing', error: fromServer('23505'), sent: true, unknown: false },
])('$name', ({ error, sent, unknown }) => {
  expect(toDatabaseError(error, sent).outcomeUnknown).toBe(unknown)
})

test('an error of the application is not taken for an outage', () => {
  expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(false)
})

test('the value that was wrong does not get into the message', () => {
  const error = toDatabaseError(fromServer('22P02', 'invalid input syntax for type integer: "a "secret" word"'), true)
  expect(error.message).toBe('invalid input syntax for type integer: "..." (22P02)')
})
