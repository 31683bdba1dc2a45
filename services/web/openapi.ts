import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { App } from '../../platform/http.ts'
import { completeDocument, type Described } from './openapi/document.ts'
import { introduction } from './openapi/introduction.ts'
import { pageOptions } from './openapi/page.ts'

export interface OpenapiDeps {
  /** Where people reach us; null: at whatever address was asked. */
  publicUrl: string | null
}

/**
 * `GET /openapi.json` and the page `/docs`. Comes before the routes, whose parameters and bodies it collects. What they
 * answer is told by the operations alone: no serializer is made of it, so no field can fall out of an answer.
 */
export async function openapiRoutes(app: App, { publicUrl }: OpenapiDeps): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'IntelAuto', version: '1', description: introduction },
      servers: [{ url: publicUrl?.replace(/\/$/, '') ?? '/' }],
    },
    transform: ({ schema, url }) => ({ schema: isPublic(url) ? schema : { hide: true }, url }),
    transformObject: (document) =>
      'openapiObject' in document ? (completeDocument(document.openapiObject as Described) as never) : {},
  })
  await app.register(swaggerUi, pageOptions)

  let text: string | undefined
  app.get('/openapi.json', async (_request, reply) => {
    text ??= JSON.stringify(app.swagger())
    return reply.type('application/json; charset=utf-8').header('cache-control', 'public, max-age=60').send(text)
  })
}

/** Operators' verbs are no API for clients; a wildcard only catches what is malformed. */
function isPublic(url: string): boolean {
  return url.startsWith('/api/') && !url.startsWith('/api/ops/') && !url.includes('*')
}
