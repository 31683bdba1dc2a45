import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { judge } from '../model/expectation.ts'
import { failed, type Observation, type Phase, passed } from '../model/result.ts'
import type { HttpSpec } from '../model/target.ts'
import { networkFailure } from './network-failure.ts'

/** One request on a connection of its own. Redirects are answers like others, and not followed. */
export async function checkHttp(spec: HttpSpec, signal: AbortSignal): Promise<Observation> {
  const exchange = await askOnce(spec, signal)
  if ('failure' in exchange) return exchange
  const { status, headers, body, phases } = exchange
  const failure = judge(spec.expect, { status, headers, body })
  return failure === null ? passed(phases) : { phases, readings: [], failure }
}

export interface Exchange {
  status: number
  headers: Record<string, string>
  body: string
  phases: Partial<Record<Phase, number>>
}

type Asked = Pick<HttpSpec, 'url' | 'method' | 'headers' | 'maxBodyBytes'> & { send?: string }

/** @returns the answer, or what kept it away. */
export function askOnce(asked: Asked, signal: AbortSignal): Promise<Exchange | Observation> {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const phases: Partial<Record<Phase, number>> = {}
    const mark = (phase: Phase) => () => {
      phases[phase] ??= performance.now() - startedAt
    }
    const { request } = asked.url.startsWith('https:') ? https : http
    const sent = request(asked.url, { method: asked.method, headers: asked.headers, agent: false, signal })
    sent.on('socket', (socket) => {
      socket.once('lookup', mark('dns'))
      socket.once('connect', mark('connect'))
      socket.once('secureConnect', mark('tls'))
    })
    sent.on('error', (error) => resolve(networkFailure(error, signal, phases)))
    sent.on('response', (response) => {
      mark('first_byte')()
      readBody(response, asked.maxBodyBytes).then(
        (body) => {
          mark('total')()
          if (body === null) resolve(failed('too-large', `more than ${asked.maxBodyBytes} bytes`, phases))
          else resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body, phases })
          sent.destroy()
        },
        (error) => resolve(networkFailure(error, signal, phases)),
      )
    })
    sent.end(asked.send)
  })
}

/** @returns null when it is larger than the limit. */
async function readBody(response: IncomingMessage, maxBytes: number): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response) {
    size += part.length
    if (size > maxBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
