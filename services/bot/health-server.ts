import type { HealthWatch } from '../../platform/health.ts'
import { type App, createServer, serveMetrics } from '../../platform/http.ts'
import type { Ground } from '../../platform/process.ts'

export interface HealthServerDeps extends Pick<Ground, 'config' | 'log' | 'errors' | 'registry'> {
  /** Asks for `updates_storable` and `telegram_api`. */
  health: HealthWatch
  isUnavailable: (error: unknown) => boolean
  routes: (app: App) => Promise<void>
}

/** What platform checks and the probe ask the bot (8080). */
export async function createHealthServer({ config, health, routes, ...ground }: HealthServerDeps): Promise<App> {
  const app = await createServer({ ...ground, service: 'bot', internalToken: config.internalToken })
  app.get('/health', async () => ({
    status: 'healthy',
    timestamp: Math.floor(Date.now() / 1000),
    service: 'vinbot-decoder',
  }))
  app.get('/ready', async (_request, reply) => {
    const ready = health.of('updates_storable') === 'healthy'
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not_ready',
      dependencies: { telegram_api: health.of('telegram_api'), external_services: 'unknown' },
    })
  })
  serveMetrics(app, ground.registry)
  await routes(app)
  return app
}
