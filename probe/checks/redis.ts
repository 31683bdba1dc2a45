import type { Failure } from '../model/result.ts'
import type { RedisSpec } from '../model/target.ts'
import type { Check } from './check.ts'
import { type Address, converse, type Talk } from './conversation.ts'
import { exchange } from './http-exchange.ts'

const maxAnswerBytes = 64 * 1024

/** PING, and PONG. Rejects when the URL is none. */
export const checkRedis: Check<RedisSpec> = (spec, signal) =>
  /^https?:/.test(spec.url) ? checkGateway(spec, signal) : checkServer(spec, signal)

/** @see https://upstash.com/docs/redis/features/restapi */
const checkGateway: Check<RedisSpec> = async ({ url, token }, signal) => {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` }
  const headers = { 'content-type': 'application/json', ...authorization }
  const question = { url, method: 'POST', headers, body: '["PING"]', maxBodyBytes: maxAnswerBytes } as const
  const { phases, answer, failure } = await exchange(question, signal)
  return { phases, readings: [], failure: failure ?? judgeGateway(answer.status, answer.body) }
}

function judgeGateway(status: number, body: string): Failure | null {
  if (status === 401 || status === 403)
    return { reason: 'unauthorized', message: `the gateway refused the token (${status})` }
  if (status !== 200) return { reason: 'unexpected', message: `wanted status 200, got ${status}` }
  return isPong(body) ? null : { reason: 'malformed', message: 'wanted {"result":"PONG"}' }
}

function isPong(body: string): boolean {
  try {
    const answer: unknown = JSON.parse(body)
    return typeof answer === 'object' && answer !== null && 'result' in answer && answer.result === 'PONG'
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

const checkServer: Check<RedisSpec> = async ({ url }, signal) => {
  const parsed = URL.parse(url)
  if (parsed === null) throw new TypeError('wanted the URL of a Redis')
  const { username, password, hostname, port, protocol } = parsed
  const login =
    password === '' ? [] : [['AUTH', ...(username === '' ? [] : [username]), password].map(decodeURIComponent)]
  const address: Address = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 6379),
    tls: protocol === 'rediss:',
  }
  return converse(address, signal, askInTurn([...login, ['PING']]))
}

/** Sends all commands at once; the last reply must be PONG, the others OK. */
function askInTurn(commands: readonly (readonly string[])[]): Talk {
  return (socket, done) => {
    let heard = ''
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      const lines = heard.split('\r\n').slice(0, -1)
      const failure = judgeReplies(lines)
      if (failure !== null || lines.length >= commands.length) done(failure)
      else if (heard.length > maxAnswerBytes) done(notRedis)
    })
    socket.write(commands.map(encode).join(''))
  }
}

const notRedis: Failure = { reason: 'malformed', message: 'wanted +PONG: this is no answer of a Redis' }

function judgeReplies(lines: readonly string[]): Failure | null {
  const wrong = lines.find((line) => line !== '+OK' && line !== '+PONG')
  if (wrong === undefined) return null
  const code = /^-([A-Z]+)\b/.exec(wrong)?.[1]
  if (code === undefined) return notRedis
  const isLogin = ['NOAUTH', 'WRONGPASS', 'NOPERM'].includes(code)
  return isLogin
    ? { reason: 'unauthorized', message: `the server refused the login (${code})` }
    : { reason: 'unexpected', message: `wanted PONG, got the error ${code}` }
}

/** As RESP has it. @see https://redis.io/docs/latest/develop/reference/protocol-spec/ */
function encode(command: readonly string[]): string {
  return `*${command.length}\r\n${command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`
}
