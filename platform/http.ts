import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import helmet from '@fastify/helmet'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyRequest } from 'fastify'
import { Histogram, type Registry } from 'prom-client'
import { answerClientError, answerFrameworkError, answerProblems, type ProblemOptions } from './http/answer-problems.ts'
import type { App } from './http/app.ts'
import { StartError } from './lifecycle.ts'
import { Problem } from './problem.ts'

export type { App } from './http/app.ts'

export interface ServerOptions extends ProblemOptions {
  /** The `service` label of the metrics. */
  service: string
  registry: Registry
  /** Asked for on everything but health, readiness and metrics when set. */
  internalToken?: string | null
  /** Sent to pages: forbids what we do not use. Off for servers that answer machines only. */
  forBrowsers?: boolean
  /** Tell browsers to use https from now on; only where https is. */
  strictTransport?: boolean
  /** Requests larger than this are answered 413; a route may allow more. */
  bodyLimitBytes?: number
  /** From the first byte of a request to its last; 15 s when left out. Later ones are answered 408. */
  slowestRequestMs?: number
}

/** Open to everybody inside, so that platform checks and scrapers need no secret. */
const openPaths = new Set(['/health', '/ready', '/metrics'])
const slowestRequestMs = 15_000
const slowestHeadersMs = 10_000
/** How often Node looks for requests that are late. */
const lookForLateMs = 2000
/** Our pages may ask for the camera, to read barcodes; frames in them may not. */
const devicesForPages = 'camera=(self), microphone=(), geolocation=()'
/** In-flight requests get this long when the server closes; then their connections are cut. */
const closeWithinMs = 5000

/** A Fastify server with our limits, request ids, error bodies and the request histogram. */
export async function createServer(options: ServerOptions): Promise<App> {
  const requestMs = options.slowestRequestMs ?? slowestRequestMs
  const app = Fastify({
    bodyLimit: options.bodyLimitBytes ?? 256 * 1024,
    // Node takes the longer of the two limits for a whole request.
    http: { headersTimeout: Math.min(slowestHeadersMs, requestMs), connectionsCheckingInterval: lookForLateMs },
    requestTimeout: requestMs,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    genReqId: requestId,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)

  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  if (options.forBrowsers) {
    await app.register(helmet, securityHeaders(options.strictTransport ?? false))
    app.addHook('onRequest', async (_request, reply) => void reply.header('permissions-policy', devicesForPages))
  }
  if (options.internalToken) askForToken(app, options.internalToken)
  answerProblems(app, options)
  observeRequests(app, options)
  cutLateConnections(app)
  return app
}

/** Opens the port; 0 takes a free one. @returns the port. @throws StartError with one clear line. */
export async function listen(app: App, at: { host: string; port: number; setting: string }): Promise<number> {
  try {
    await app.listen({ host: at.host, port: at.port })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EAFNOSUPPORT' && at.host === '::') return listen(app, { ...at, host: '0.0.0.0' })
    throw new StartError(whyNotListening(code, at), { cause: error })
  }
  return (app.server.address() as AddressInfo).port
}

/** GET /metrics in Prometheus's text format. */
export function serveMetrics(app: App, registry: Registry): void {
  app.get('/metrics', async (_request, reply) => {
    const body = await registry.metrics()
    return reply.type(registry.contentType).send(body)
  })
}

/** True when both texts are equal; takes the same time wherever they differ. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}

/** The caller's address. Only Fly's edge may name another than the connection's. */
export function clientAddress(request: FastifyRequest, onFly: boolean): string {
  const named = onFly ? request.headers['fly-client-ip'] : undefined
  return typeof named === 'string' && named !== '' ? named : request.ip
}

function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID()
}

function securityHeaders(strictTransport: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The barcode reader of the pages is WebAssembly; scripts made of text stay forbidden.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' as const },
    strictTransportSecurity: strictTransport,
  }
}

function askForToken(app: App, token: string): void {
  app.addHook('onRequest', async (request) => {
    if (openPaths.has(request.url.split('?', 1)[0] ?? '')) return
    const { authorization = '' } = request.headers
    const given = request.headers['x-internal-token'] ?? authorization.replace(/^Bearer /, '')
    if (typeof given !== 'string' || !sameSecret(given, token)) throw unauthorized()
  })
}

function unauthorized(): Error {
  return new Problem('unauthorized', 'this port asks for the internal token')
}

/** Cardinality: routes are those registered and `unmatched`; statuses are those we send. */
function observeRequests(app: App, { registry, service }: ServerOptions): void {
  const existing = registry.getSingleMetric('http_request_duration_seconds') as Histogram | undefined
  const histogram =
    existing ??
    new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer.',
      labelNames: ['service', 'method', 'route', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
      registers: [registry],
    })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched'
    const labels = { service, method: request.method, route, status: String(reply.statusCode) }
    histogram.observe(labels, reply.elapsedTime / 1000)
  })
}

function cutLateConnections(app: App): void {
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), closeWithinMs).unref()
  })
}

function whyNotListening(
  code: string | undefined,
  { host, port, setting }: { host: string; port: number; setting: string },
) {
  if (code === 'EADDRINUSE') return `port ${port} is in use: stop what listens there, or set ${setting} to another`
  if (code === 'EACCES') return `port ${port} may not be opened by this user: set ${setting} to one above 1023`
  return `cannot listen on ${host} port ${port} (${code}): check HOST and ${setting}`
}
