import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { UserFromGetMe } from 'grammy/types'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { botRoutes } from './telegram/bot-routes.ts'
import { createCalls } from './telegram/calls.ts'
import { createCarryOut } from './telegram/carry-out.ts'
import { createChanges } from './telegram/changes.ts'
import { createControl, type TelegramControl } from './telegram/control.ts'
import { controlRoutes } from './telegram/control-routes.ts'
import { createFaults } from './telegram/faults.ts'
import { createLimiter, type Limits, mildLimits } from './telegram/limits.ts'
import { createMembership } from './telegram/membership.ts'
import { chatMethods } from './telegram/methods/chats.ts'
import { editMethods } from './telegram/methods/edit.ts'
import type { MethodDeps } from './telegram/methods/method.ts'
import { profileMethods } from './telegram/methods/profile.ts'
import { receiveMethods } from './telegram/methods/receive.ts'
import { sendMethods } from './telegram/methods/send.ts'
import { pageRoutes } from './telegram/page.ts'
import { createParams } from './telegram/params.ts'
import { createPeople } from './telegram/people.ts'
import { createPoll } from './telegram/poll.ts'
import { createQueries } from './telegram/queries.ts'
import { createShelf } from './telegram/shelf.ts'
import { startState } from './telegram/start-state.ts'
import type { WorldState } from './telegram/state.ts'
import { createKeeper, readState } from './telegram/state-file.ts'
import { type Schedule, wallSchedule } from './telegram/time.ts'
import { createUpdates } from './telegram/updates.ts'
import { createWebhook } from './telegram/webhook.ts'
import { createWorld } from './telegram/world.ts'

export interface TelegramSimulatorOptions {
  host: string
  /** 0 takes any free port. */
  port: number
  /** `<bot id>:<secret>`, as BotFather gives them. */
  token: string
  log: Log
  clock: Clock
  /** Runs what is due later; real time when left out. */
  schedule?: Schedule
  /** The file that keeps chats, messages and ids between runs; uploads go into a folder beside it. */
  state?: string
  /** `null` sets none; mild ones when left out. */
  limits?: Limits | null
  /** How long the webhook may take for its answer, milliseconds. */
  webhookTimeoutMs?: number
  /** How long a pressed button can be answered, milliseconds. */
  queryLifeMs?: number
}

export interface TelegramSimulator {
  /** What TELEGRAM_API_ROOT is set to. */
  apiRoot: string
  chatUrl: string
  url: string
  control: TelegramControl
  /** Writes the state and ends every connection. */
  close(): Promise<void>
}

const maxBodyBytes = 70 * 1024 * 1024
const loopback = /^(localhost|127(\.\d+){3}|\[::1\]|::1|::ffff:127(\.\d+){3})$/

/**
 * A Telegram on loopback: the Bot API below `/bot<token>/`, files below `/file/bot<token>/`, a chat page at `/`,
 * and below `/control/`, for this machine only, what people do and what goes wrong. All control bodies are JSON:
 *
 * GET bot, chats, people, commands · POST people {firstName, username?}, groups {title, members, isForum?}
 * POST say {chat, from?, text, replyTo?, topic?}, edit {chat, messageId, text}, photo and document
 *   {chat, from?, bytes (base64), filename?, mimeType?, caption?, album?}, press {chat, messageId, from?, button? | data?}
 * POST block, unblock, deactivate {user} · kick, addBot, promote {chat} · migrate {chat} · topics {chat, name}
 * GET chats/:id/messages · GET chats/:id/wait?text&after&nth&by&timeoutMs · GET answers/:queryId?timeoutMs
 * GET calls, deliveries, webhook · POST webhook/pause, webhook/resume, webhook/duplicate {count},
 *   webhook/inject {body, headers?} · POST faults (FaultScript of faults.ts), DELETE faults · PUT limits {limits | null}
 * GET files/<path> · GET events (server-sent: message, chats, commands, action, answer)
 */
export async function startTelegramSimulator(options: TelegramSimulatorOptions): Promise<TelegramSimulator> {
  const { log, clock, schedule = wallSchedule } = options
  const me = botOf(options.token)
  const state = stateOf(options, me.id)
  const changes = createChanges()
  const world = createWorld({ state, me, clock, changes })
  const shelf = createShelf({ state, folder: options.state && `${options.state}.files` })
  const updates = createUpdates({ state, clock, changes })
  const queries = createQueries({ clock, changes, lifeMs: options.queryLifeMs ?? 60_000 })
  const poll = createPoll({ updates, changes, schedule })
  const calls = createCalls({ clock, changes })
  const faults = createFaults()
  const limiter = createLimiter({ clock, limits: options.limits === undefined ? mildLimits : options.limits })
  const webhook = createWebhook({
    state,
    updates,
    changes,
    clock,
    schedule,
    log,
    timeoutMs: options.webhookTimeoutMs ?? 60_000,
    carryOut: async (method, params) => {
      await carryOut(method, createParams(params), 'webhook')
    },
  })
  const methods = methodsOf({ world, shelf, updates, poll, webhook, queries, changes })
  const carryOut = createCarryOut({ methods, faults, limiter, calls, schedule, log })
  const people = createPeople({ world, shelf, updates, queries, clock })
  const membership = createMembership({ world, people, updates })
  const control = createControl({
    world,
    people,
    membership,
    updates,
    poll,
    webhook,
    queries,
    faults,
    limiter,
    calls,
    shelf,
    changes,
    schedule,
  })
  const keeper =
    options.state === undefined ? undefined : createKeeper({ path: options.state, state, changes, schedule })

  const app = Fastify({ logger: false, bodyLimit: maxBodyBytes, forceCloseConnections: true })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ ok: false, error_code: 404, description: 'Not Found' }),
  )
  await app.register(botRoutes, { token: options.token, carryOut, shelf })
  await app.register(async (own: FastifyInstance) => {
    own.addHook('onRequest', onlyFromHere)
    await own.register(pageRoutes)
    await own.register(controlRoutes, { prefix: '/control', control })
  })
  const url = await listen(app, options)
  webhook.pump()

  async function close(): Promise<void> {
    webhook.close()
    keeper?.close()
    await app.close()
  }

  return { apiRoot: url, chatUrl: `${url}/`, url, control, close }
}

function botOf(token: string): UserFromGetMe {
  const id = Number(/^(\d+):[\w-]+$/.exec(token)?.[1])
  if (!Number.isSafeInteger(id)) throw new Error('the token of the Telegram simulator must read <bot id>:<secret>')
  return {
    id,
    is_bot: true,
    first_name: 'IntelAuto',
    username: 'intelauto_bot',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  }
}

function stateOf({ state: path, log, clock }: TelegramSimulatorOptions, botId: number): WorldState {
  const kept = path === undefined ? undefined : readState(path, botId, log)
  return kept ?? startState(botId, Math.floor(clock() / 1000))
}

function methodsOf(deps: MethodDeps) {
  return {
    ...profileMethods(deps),
    ...receiveMethods(deps),
    ...sendMethods(deps),
    ...editMethods(deps),
    ...chatMethods(deps),
  }
}

/** Keeps other machines out, and pages of other sites that reach for this one by name or by form. */
async function onlyFromHere(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { host = '', origin } = request.headers
  const isHere = loopback.test(request.ip) && loopback.test(host.replace(/:\d+$/, ''))
  const isOwn = origin === undefined || URL.parse(origin)?.host === host
  if (!isHere || !isOwn) await reply.code(403).send({ error: 'only for this machine' })
}

async function listen(app: FastifyInstance, { host, port }: TelegramSimulatorOptions): Promise<string> {
  await app.listen({ host, port })
  const address = app.server.address() as AddressInfo
  const isAny = host === '::' || host === '0.0.0.0'
  const name = isAny ? '127.0.0.1' : address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${name}:${address.port}`
}
