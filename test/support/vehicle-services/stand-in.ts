import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type Behaviour, json } from './behaviours.ts'
import { autodevError, autodevV1, autodevV2, vpicEnvelope, vpicResult } from './shapes.ts'

export interface Request {
  method: string
  path: string
  authorization: string | undefined
  /** Those that it is about. */
  vins: string[]
}

export interface StandIn {
  /** What the setting of this service would be. */
  url: string
  /** All that came, in order. */
  requests: Request[]
  /** From now on; for one VIN (also as the first of a batch), or for all that have none of their own. */
  behave(behaviour: Behaviour, vin?: string): void
  /** Behaves as documented again. */
  recover(): void
  /** Resolves once so many requests have come since the start. */
  arrived(count: number): Promise<void>
  close(): Promise<void>
}

/** auto.dev at its version 2 under `url`, and at version 1 under `url` + `/api`. */
export function startAutodev(): Promise<StandIn> {
  return start('', ({ path, vins: [vin = ''], authorization }) => {
    if (authorization === undefined || path.includes('?')) return json(401, autodevError(401, 'UNAUTHORIZED'))
    return json(200, path.startsWith('/api/') ? autodevV1({ vin }) : autodevV2(vin))
  })
}

/** NHTSA's vPIC: `DecodeVinValues` and `DecodeVINValuesBatch`. */
export function startVpic(): Promise<StandIn> {
  return start('/api/vehicles', ({ vins }) => {
    const results = vins.map((vin) => vpicResult(vin))
    return json(200, vpicEnvelope(results, vins.length === 1 ? `VIN(s): ${vins[0]}` : ''))
  })
}

async function start(path: string, documented: (request: Request) => Behaviour): Promise<StandIn> {
  const requests: Request[] = []
  const own = new Map<string, Behaviour>()
  let forAll: Behaviour | undefined
  let waiting: { count: number; resolve: () => void }[] = []

  async function take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming)
    requests.push(request)
    const behaviour = own.get(request.vins[0] ?? '') ?? forAll ?? documented(request)
    behaviour(response)
    const served = waiting.filter(({ count }) => count <= requests.length)
    waiting = waiting.filter((one) => !served.includes(one))
    for (const { resolve } of served) resolve()
  }

  const server = createServer((incoming, response) => void take(incoming, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    requests,
    behave(behaviour, vin) {
      if (vin === undefined) forAll = behaviour
      else own.set(vin, behaviour)
    },
    recover() {
      forAll = undefined
      own.clear()
    },
    arrived(count) {
      return new Promise((resolve) => {
        if (requests.length >= count) resolve()
        else waiting.push({ count, resolve })
      })
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const { method = '', url = '', headers } = incoming
  const form = new URLSearchParams(await text(incoming))
  const inPath = /\/([A-Z0-9]{17})(?:\?|$)/.exec(url)?.[1]
  const vins = inPath === undefined ? (form.get('data') ?? '').split(';') : [inPath]
  return { method, path: url, authorization: headers.authorization, vins }
}
