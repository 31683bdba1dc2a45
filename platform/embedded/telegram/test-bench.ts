import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Api } from 'grammy'
import type { Update } from 'grammy/types'
import { silentLog } from '../../log.ts'
import { startTelegramSimulator, type TelegramSimulatorOptions } from '../telegram.ts'
import { createManualTime } from './manual-time.ts'

export const token = '1000000001:a-token-for-tests'

/** Longer than any test may take: waits end by their event. */
export const patienceMs = 600_000

/** A simulator whose time stands still, and grammY's own client for it; `await using` ends it. */
export async function startBench(options: Partial<TelegramSimulatorOptions> = {}) {
  const time = createManualTime()
  const { clock, schedule } = time
  const simulator = await startTelegramSimulator({
    host: '127.0.0.1',
    port: 0,
    token,
    log: silentLog,
    clock,
    schedule,
    limits: null,
    ...options,
  })
  const api = new Api(token, { apiRoot: simulator.apiRoot })
  return { ...simulator, time, api, [Symbol.asyncDispose]: simulator.close }
}

export interface Taken {
  update: Update
  headers: IncomingHttpHeaders
}

export interface HookAnswer {
  status?: number
  headers?: Record<string, string>
  body?: string
}

/** A webhook that notes what it gets and answers what `answer` says; `never` keeps the request waiting. */
export async function startHook(answer: (taken: Taken) => HookAnswer | 'never' | Promise<HookAnswer> = () => ({})) {
  const taken: Taken[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = { update: JSON.parse(Buffer.concat(chunks).toString()) as Update, headers: request.headers }
    taken.push(one)
    const said = await answer(one)
    if (said === 'never') return
    response.writeHead(said.status ?? 200, said.headers).end(said.body ?? '')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}/hook`, taken, [Symbol.asyncDispose]: close }
}

/** The smallest PNG there is: one grey pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)
