import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../log.ts'
import { Problem, type ProblemCode } from '../problem.ts'
import type { ErrorReporter } from '../sentry.ts'
import type { App } from './app.ts'

export interface ProblemOptions {
  log: Log
  errors: ErrorReporter
  /** True for errors that mean "a store is away": answered 503, not reported as a fault of ours. */
  isUnavailable?: (error: unknown) => boolean
}

/** Every failure as `{"error":{"code","message","request_id"}}`; what is ours to mend goes to the log and to Sentry. */
export function answerProblems(app: App, options: ProblemOptions): void {
  app.setNotFoundHandler((request, reply) => send(reply, new Problem('not_found', `no ${request.method} at this path`)))
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error as FastifyError, options.isUnavailable)
    if (problem.statusCode >= 500) tell(error, request, options, problem)
    return send(reply, problem, statusOf(error as FastifyError, problem))
  })
}

/** Addresses that the router cannot read come here, before any hook. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id)
  send(reply, toProblem(error), error.statusCode ?? 400)
}

/** What is no HTTP, or comes too slowly or with too many headers: there is no request yet that could be answered. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const [status, code, message] = statusByParserCode[error.code ?? ''] ?? [
    '400 Bad Request',
    'invalid_request',
    'not HTTP',
  ]
  const body = JSON.stringify({ error: { code, message, request_id: randomUUID() } })
  const head = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`)
}

const statusByParserCode: Record<string, [status: string, code: ProblemCode, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'invalid_request', 'the request came too slowly'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'payload_too_large', 'the headers are too large'],
}

function send(reply: FastifyReply, problem: Problem, status = problem.statusCode): FastifyReply {
  const { code, message, details } = problem
  return reply.code(status).send({ error: { code, message, request_id: reply.request.id, ...details } })
}

const codeByStatus: Record<number, ProblemCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'payload_too_large',
  429: 'rate_limited',
  503: 'unavailable',
}

function toProblem(error: FastifyError, isUnavailable?: (error: unknown) => boolean): Problem {
  if (error instanceof Problem) return error
  if (isUnavailable?.(error)) return new Problem('unavailable', 'try again in a moment', {}, { cause: error })
  if (error.validation) return new Problem('invalid_request', validationMessage(error))
  const status = error.statusCode ?? 500
  if (status >= 500) return new Problem('internal', 'something went wrong on our side', {}, { cause: error })
  return new Problem(codeByStatus[status] ?? 'invalid_request', error.message)
}

/** Fastify's own 4xx (415 and such) keep their status. */
function statusOf(error: FastifyError, problem: Problem): number {
  const own = error.statusCode
  return problem.code === 'invalid_request' && own !== undefined && own >= 400 && own < 500 ? own : problem.statusCode
}

function validationMessage(error: FastifyError): string {
  const first = error.validation?.[0]
  const where = `${error.validationContext ?? 'request'}${first?.instancePath.replaceAll('/', '.') ?? ''}`
  return `${where} ${first?.message ?? 'is not as described'}`
}

function tell(error: unknown, request: FastifyRequest, { log, errors }: ProblemOptions, problem: Problem): void {
  const route = request.routeOptions.url ?? 'unmatched'
  const context = { requestId: request.id, method: request.method, route }
  log.error({ err: problem.cause ?? error, code: problem.code, ...context }, 'a request failed')
  if (problem.code === 'internal') errors.report(error, context)
}
