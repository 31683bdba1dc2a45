import { createHash, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Log } from '../log.ts'
import { type Command, type RedisBackend, RedisError, RedisUnreachable, type Reply } from './redis/backend.ts'
import { whyRefused } from './redis/refused-commands.ts'

export interface RedisGatewayDeps {
  backend: RedisBackend
  host: string
  /** 0 takes a free one. */
  port: number
  token: string
  log: Log
}

export interface RedisGateway {
  url: string
  /** Ends the connections of its clients; the backend stays the caller's to close. */
  close(): Promise<void>
}

const bodyLimitBytes = 4 * 1024 * 1024
const requestTimeoutMs = 10_000

/**
 * The REST door in front of a Redis, as Upstash speaks it: `POST /`, `/pipeline` and `/multi-exec`.
 * @see https://upstash.com/docs/redis/features/restapi
 */
export async function startRedisGateway({ backend, host, port, token, log }: RedisGatewayDeps): Promise<RedisGateway> {
  const app = Fastify({ bodyLimit: bodyLimitBytes, requestTimeout: requestTimeoutMs, forceCloseConnections: true })
  const isAllowed = createBearerCheck(token)

  app.addHook('onRequest', async (request, reply) => {
    if (!isAllowed(request.headers.authorization)) return reply.code(401).send({ error: wrongToken })
  })
  app.setErrorHandler<FastifyError>((error, _request, reply) => refuse(error, reply, log))
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'ERR no such path' }))
  addRoutes(app, backend)

  await app.listen({ host, port })
  const { port: taken } = app.server.address() as AddressInfo
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, close: () => app.close() }
}

const wrongToken = 'WRONGPASS invalid or missing auth token'

function addRoutes(app: FastifyInstance, backend: RedisBackend): void {
  app.post('/', async (request, reply) => {
    const command = readCommand(request.body)
    const answer = command instanceof RedisError ? command : (await backend.send([command]))[0]
    return sendOne(answer ?? null, request, reply)
  })

  app.post('/pipeline', async (request, reply) => {
    const commands = readCommands(request.body)
    if (commands instanceof RedisError) return sendOne(commands, request, reply)
    return asItems(await sendAllowed(backend, commands), request)
  })

  app.post('/multi-exec', async (request, reply) => {
    const commands = readCommands(request.body)
    if (commands instanceof RedisError) return sendOne(commands, request, reply)
    const refused = commands.find((item) => item instanceof RedisError)
    if (refused) return sendOne(refused, request, reply)
    const answers = await backend.sendAtomically(commands.filter(isCommand))
    return answers instanceof RedisError ? sendOne(answers, request, reply) : asItems(answers, request)
  })
}

/** A refused command of a pipeline costs the others nothing: each has its own answer. */
async function sendAllowed(backend: RedisBackend, commands: (Command | RedisError)[]): Promise<Reply[]> {
  const allowed = commands.filter(isCommand)
  const answers = allowed.length === 0 ? [] : await backend.send(allowed)
  const inOrder = answers.values()
  return commands.map((item) => (item instanceof RedisError ? item : (inOrder.next().value ?? null)))
}

const isCommand = (item: Command | RedisError): item is Command => !(item instanceof RedisError)

function readCommands(body: unknown): (Command | RedisError)[] | RedisError {
  if (!Array.isArray(body) || body.length === 0) return new RedisError('ERR an array of commands was wanted')
  return body.map(readCommand)
}

function readCommand(body: unknown): Command | RedisError {
  if (!Array.isArray(body) || body.length === 0) return new RedisError('ERR a command as an array was wanted')
  if (body.some((item) => typeof item === 'object')) return new RedisError('ERR an argument is no string or number')
  const command = body.map(String)
  const reason = whyRefused(command)
  return reason === undefined ? command : new RedisError(reason)
}

type Item = { error: string } | { result: unknown }

function sendOne(answer: Reply, request: FastifyRequest, reply: FastifyReply): Item {
  if (answer instanceof RedisError) reply.code(400)
  return toItem(answer, wantsBase64(request))
}

const asItems = (answers: Reply[], request: FastifyRequest): Item[] =>
  answers.map((answer) => toItem(answer, wantsBase64(request)))

const wantsBase64 = (request: FastifyRequest) => request.headers['upstash-encoding'] === 'base64'

function toItem(answer: Reply, base64: boolean): Item {
  return answer instanceof RedisError ? { error: answer.message } : { result: toJson(answer, base64) }
}

/**
 * With base64 every string is encoded, nested ones and `OK` too: the client decodes each without asking.
 * An integer past 2^53 goes as its digits, since a reader of JSON would round it.
 */
function toJson(answer: Reply, base64: boolean): unknown {
  if (Array.isArray(answer)) return answer.map((item) => toJson(item, base64))
  if (answer === null || typeof answer === 'number') return answer
  const bytes = Buffer.isBuffer(answer)
    ? answer
    : Buffer.from(answer instanceof RedisError ? answer.message : `${answer}`)
  return bytes.toString(base64 ? 'base64' : 'utf8')
}

/** Compares digests, so that neither the time taken nor a length tells anything about the token. */
function createBearerCheck(token: string): (authorization: string | undefined) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const wanted = digest(`Bearer ${token}`)
  return (authorization = '') => timingSafeEqual(digest(authorization), wanted)
}

function refuse(error: FastifyError, reply: FastifyReply, log: Log): FastifyReply {
  if (error instanceof RedisUnreachable) return reply.code(503).send({ error: 'ERR Redis cannot be reached' })
  const { statusCode = 500 } = error
  if (statusCode < 500) return reply.code(statusCode).send({ error: `ERR ${error.code}` })
  log.error({ error: error.name }, 'the Redis gateway failed at a request')
  return reply.code(500).send({ error: 'ERR the gateway failed' })
}
