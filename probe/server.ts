import websocket from '@fastify/websocket'
import { Type } from 'typebox'
import type { CommandOutcome } from '../alerts/commands.ts'
import type { Overview } from '../alerts/model/overview.ts'
import type { Reader } from '../platform/feed.ts'
import { type App, createServer, serveMetrics } from '../platform/http.ts'
import type { Ground } from '../platform/process.ts'

export interface ProbeServerDeps extends Pick<Ground, 'config' | 'log' | 'errors' | 'registry' | 'now'> {
  /** Every target was looked at once. */
  isComplete: () => boolean
  overview: () => Overview
  join: (reader: Reader, since: string | undefined) => void
  command: (body: unknown) => Promise<CommandOutcome>
  routes: (app: App) => Promise<void>
}

const Since = Type.Object({ since: Type.Optional(Type.String()) })

/** What web, bot and operators ask the probe (8090). */
export async function createProbeServer(deps: ProbeServerDeps): Promise<App> {
  const { config, registry, now } = deps
  const app = await createServer({ ...deps, service: 'probe', internalToken: config.internalToken })
  await app.register(websocket, { options: { maxPayload: 4096 } })
  const timestamp = () => Math.floor(now() / 1000)

  app.get('/health', async () => ({ status: 'healthy', timestamp: timestamp(), service: 'probe' }))
  app.get('/ready', async (_request, reply) => {
    const ready = deps.isComplete()
    const status = ready ? 'ready' : 'not_ready'
    return reply.code(ready ? 200 : 503).send({ status, timestamp: timestamp(), service: 'probe' })
  })
  serveMetrics(app, registry)
  app.get('/overview', async () => deps.overview())
  app.get('/stream', { websocket: true, schema: { querystring: Since } }, (socket, { query }) => {
    deps.join(socket, query.since)
  })
  app.post('/commands', async ({ body }, reply) => {
    const outcome = await deps.command(body)
    return reply.code(outcome.outcome === 'invalid' ? 400 : 200).send(outcome)
  })
  await deps.routes(app)
  return app
}
