import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Answer } from '../model/expectation.ts'
import type { Failure, PhaseTimes } from '../model/result.ts'
import { tooLate } from './check.ts'
import { closedEarly, networkFailure } from './network-failure.ts'
import { startStopwatch, timeSocket } from './stopwatch.ts'

export interface Question {
  readonly url: string
  /** Instead of what the name in the URL resolves to; Host and certificate are still the name's. */
  readonly connectTo?: string
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly maxBodyBytes: number
}

/** `answer` is whole, or `failure` says why there is none. */
export type Exchange =
  | { readonly phases: PhaseTimes; readonly answer: Answer; readonly failure: null }
  | { readonly phases: PhaseTimes; readonly answer: null; readonly failure: Failure }

/**
 * One request and its answer over a connection of its own; redirects are not followed.
 * Ends at once with the signal, and with the first byte past `maxBodyBytes`. Throws when the URL is none.
 */
export function exchange(question: Question, signal: AbortSignal): Promise<Exchange> {
  const stopwatch = startStopwatch()
  const { promise, resolve } = Promise.withResolvers<Exchange>()
  if (signal.aborted) return Promise.resolve({ phases: stopwatch.times(), answer: null, failure: tooLate })
  const request = open(question)
  const settle = (outcome: Pick<Exchange, 'answer' | 'failure'>) => {
    signal.removeEventListener('abort', giveUp)
    resolve({ phases: stopwatch.times(), ...outcome } as Exchange)
    request.destroy()
  }
  const fail = (failure: Failure) => settle({ answer: null, failure })
  const giveUp = () => fail(tooLate)
  signal.addEventListener('abort', giveUp)

  request.on('error', (error) => fail(whyBroken(error)))
  request.once('socket', (socket) => timeSocket(socket, stopwatch))
  request.once('upgrade', () => fail({ reason: 'malformed', message: 'the answer changes to another protocol' }))
  request.once('response', (response) => {
    stopwatch.mark('first_byte')
    readBody(response, question.maxBodyBytes, fail, (body) =>
      settle({ answer: { status: response.statusCode ?? 0, headers: headersOf(response), body }, failure: null }),
    )
  })
  request.end(question.body)
  return promise
}

function open({ url, connectTo, method, headers = {} }: Question): ClientRequest {
  // The error of `new URL` would repeat the address, which can hold a token.
  if (!URL.canParse(url)) throw new TypeError('wanted a URL of http or https')
  const place = connectTo === undefined ? {} : { lookup: alwaysAt(connectTo) }
  const options = { method, headers, agent: false, autoSelectFamily: true, ...place }
  return url.startsWith('https:') ? tlsRequest(url, options) : plainRequest(url, options)
}

/** Resolves every name to one address. */
function alwaysAt(address: string): LookupFunction {
  const family = isIP(address)
  return (_name, { all }, callback) => (all ? callback(null, [{ address, family }]) : callback(null, address, family))
}

function readBody(
  response: IncomingMessage,
  maxBytes: number,
  fail: (failure: Failure) => void,
  done: (body: string) => void,
): void {
  const chunks: Buffer[] = []
  let bytes = 0
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxBytes) fail({ reason: 'too-large', message: `wanted a body of at most ${maxBytes} bytes` })
    else chunks.push(chunk)
  })
  response.once('end', () => done(Buffer.concat(chunks).toString()))
  response.on('error', (error) => fail(whyBroken(error)))
  response.once('close', () => fail(closedEarly))
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const flat = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])
  return Object.fromEntries(flat)
}

const whyBroken = (error: Error): Failure =>
  networkFailure(error) ?? { reason: 'malformed', message: 'the answer was not read: it is no HTTP' }
