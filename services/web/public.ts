import rateLimit from '@fastify/rate-limit'
import { type App, clientAddress, createServer } from '../../platform/http.ts'
import type { Ground } from '../../platform/process.ts'
import { networkOf } from '../accounts/model/network.ts'

export interface PublicServerDeps extends Pick<Ground, 'config' | 'log' | 'errors' | 'registry'> {
  isUnavailable: (error: unknown) => boolean
  /** Adds the routes; one that visitors may call often enough to hurt sets `config.rateLimit`. */
  routes: (app: App) => Promise<void>
}

/** What the internet sees (8000): health, pages, the API for visitors and clients, Telegram's webhook. */
export async function createPublicServer({ config, routes, ...ground }: PublicServerDeps): Promise<App> {
  const onFly = config.flyApp !== null
  const app = await createServer({
    ...ground,
    service: 'web',
    forBrowsers: true,
    strictTransport: config.publicUrl?.startsWith('https://') ?? false,
  })
  await app.register(rateLimit, { global: false, keyGenerator: (request) => networkOf(clientAddress(request, onFly)) })
  app.get('/health', async (_request, reply) => reply.type('text/plain').send('ok'))
  await routes(app)
  return app
}
