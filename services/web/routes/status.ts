import websocket from '@fastify/websocket'
import { Type } from 'typebox'
import type { App } from '../../../platform/http.ts'
import { Problem } from '../../../platform/problem.ts'
import type { Live } from '../live.ts'

export interface StatusRouteDeps {
  live: Live
  /** Origins of pages that may open the stream; null: those of the address that was asked. */
  origins: readonly string[] | null
}

/** From one address: a page connects once, and again after each break. */
const connectionsPerMinute = 60

const Since = Type.Object({ since: Type.Optional(Type.String({ maxLength: 100 })) })

/** The board: `GET /api/status` once, `/ws/status` as it changes. */
export async function statusRoutes(app: App, { live, origins }: StatusRouteDeps): Promise<void> {
  await app.register(websocket, { options: { maxPayload: 4096 } })
  app.get('/api/status', async () => {
    const overview = live.overview()
    if (overview === null) throw new Problem('unavailable', 'the probe was not reached yet')
    return overview
  })
  await app.register(async (sockets) => {
    sockets.get(
      '/ws/status',
      {
        websocket: true,
        schema: { querystring: Since },
        config: { rateLimit: { max: connectionsPerMinute, timeWindow: 60_000 } },
        onRequest: async ({ headers }) => {
          if (!mayOpen(headers.origin, headers.host, origins)) throw new Problem('forbidden', 'not from this origin')
        },
      },
      (socket, { query }) => live.join(socket, (query as { since?: string }).since),
    )
  })
}

/** A browser on another site may not read the board in a visitor's name. Programs send no origin. */
function mayOpen(origin: string | undefined, host: string | undefined, origins: readonly string[] | null): boolean {
  if (origin === undefined) return true
  if (origins !== null) return origins.includes(origin)
  return URL.canParse(origin) && new URL(origin).host === host
}
