import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { ApiError, badRequest } from './api-error.ts'
import { type Answer, type CarryOut, refusal } from './carry-out.ts'
import { type Form, readMultipart } from './model/multipart.ts'
import { createParams, type Params } from './params.ts'
import type { Shelf } from './shelf.ts'

export interface BotRoutesDeps {
  token: string
  carryOut: CarryOut
  shelf: Shelf
}

interface Called {
  Params: { token: string; method: string }
}

/** The Bot API itself: `/bot<token>/<method>` and `/file/bot<token>/<path>`. @see https://core.telegram.org/bots/api */
export const botRoutes: FastifyPluginAsync<BotRoutesDeps> = async (app, { token, carryOut, shelf }) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => formOf(body, request.headers['content-type'] ?? ''),
  )
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
  )
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_: unknown, body: string) => jsonOf(body))
  app.addContentTypeParser('*', async (_: unknown, payload: NodeJS.ReadableStream) => void payload.resume())

  app.setErrorHandler((error, _request, reply) => send(reply, refusal(asApiError(error))))

  app.route<Called>({
    method: ['GET', 'POST'],
    url: '/bot:token/:method',
    handler: async (request, reply) => {
      if (request.params.token !== token) throw new ApiError(401, 'Unauthorized')
      return send(reply, await carryOut(request.params.method, paramsOf(request), 'http'))
    },
  })

  app.get<{ Params: { token: string; '*': string } }>('/file/bot:token/*', async ({ params }, reply) => {
    if (params.token !== token) throw new ApiError(401, 'Unauthorized')
    const file = shelf.read(params['*'])
    if (!file) throw new ApiError(404, 'Not Found')
    return reply.type('application/octet-stream').send(file.bytes)
  })
}

function paramsOf(request: FastifyRequest): Params {
  const body = (request.body ?? {}) as Record<string, unknown> | Form
  const query = request.query as Record<string, unknown>
  if (isForm(body)) return createParams({ ...query, ...body.fields }, body.files)
  return createParams({ ...query, ...body })
}

function isForm(body: object): body is Form {
  return 'files' in body && body.files instanceof Map
}

function formOf(body: Buffer, contentType: string): Form {
  const form = readMultipart(body, contentType)
  if (!form) throw badRequest("can't parse multipart/form-data")
  return form
}

function jsonOf(body: string): object {
  try {
    const parsed: unknown = body.trim() === '' ? {} : JSON.parse(body)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw badRequest("can't parse JSON object")
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.kind === 'cut') {
    reply.raw.destroy()
    return reply.hijack()
  }
  if (answer.kind === 'page') return reply.code(502).type('text/html').send(proxyPage)
  if (answer.retryAfterS !== undefined) reply.header('retry-after', answer.retryAfterS)
  return reply.code(answer.status).send(answer.body)
}

const proxyPage =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>'

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return status === 413 ? new ApiError(413, 'Request Entity Too Large') : new ApiError(500, 'Internal Server Error')
}
