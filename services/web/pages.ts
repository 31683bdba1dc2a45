import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import type { App } from '../../platform/http.ts'

const builtPages = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))
const pages = { '/': 'lookup.html', '/status': 'status.html', '/account': 'account.html' }

/** The built pages. Their assets carry a digest in the name and never change; the pages are asked for anew. */
export async function pageRoutes(app: App): Promise<void> {
  await app.register(staticFiles, {
    root: `${builtPages}/assets`,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
  })
  for (const [path, file] of Object.entries(pages)) {
    app.get(path, { config: { rateLimit: false } }, (_request, reply) =>
      reply.sendFile(file, builtPages, { immutable: false, maxAge: 0, cacheControl: true }),
    )
  }
}
