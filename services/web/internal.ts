import type { HealthWatch } from '../../platform/health.ts'
import { type App, createServer, serveMetrics } from '../../platform/http.ts'
import type { Ground } from '../../platform/process.ts'

export interface InternalServerDeps extends Pick<Ground, 'config' | 'log' | 'errors' | 'registry'> {
  health: HealthWatch
  isUnavailable: (error: unknown) => boolean
  routes: (app: App) => Promise<void>
}

/** What only our own network sees (5000): health with its parts, metrics, the API for trusted callers. */
export async function createInternalServer({ config, health, routes, ...ground }: InternalServerDeps): Promise<App> {
  const app = await createServer({ ...ground, service: 'api', internalToken: config.internalToken })
  app.get('/health', async (_request, reply) => {
    const body = healthBody(health, new Date())
    return reply.code(body.status === 'unhealthy' ? 503 : 200).send(body)
  })
  serveMetrics(app, ground.registry)
  await routes(app)
  return app
}

type Part = 'healthy' | 'unhealthy'

/** The database decides; a cache that is out only slows. */
function healthBody(health: HealthWatch, at: Date) {
  const part = (name: string): Part => (health.of(name) === 'healthy' ? 'healthy' : 'unhealthy')
  const database = part('database')
  const cache = part('cache')
  const status = database === 'unhealthy' ? 'unhealthy' : cache === 'unhealthy' ? 'degraded' : 'healthy'
  return { status, timestamp: at.toISOString(), database, cache }
}
