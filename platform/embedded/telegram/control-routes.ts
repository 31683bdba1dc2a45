import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { TelegramControl } from './control.ts'
import type { Upload } from './model/multipart.ts'
import { ControlError } from './people.ts'

const Id = Type.Integer()
const Text = Type.String()
const Spoken = {
  chat: Id,
  from: Type.Optional(Id),
  replyTo: Type.Optional(Id),
  topic: Type.Optional(Id),
}
const Say = Type.Object({ ...Spoken, text: Text })
const Edit = Type.Object({ chat: Id, messageId: Id, text: Text })
const Attach = Type.Object({
  ...Spoken,
  /** Base64. */
  bytes: Text,
  filename: Type.Optional(Text),
  mimeType: Type.Optional(Text),
  caption: Type.Optional(Text),
  album: Type.Optional(Text),
})
const Press = Type.Object({
  chat: Id,
  messageId: Id,
  from: Type.Optional(Id),
  button: Type.Optional(Text),
  data: Type.Optional(Text),
})
const User = Type.Object({ user: Id })
const Chat = Type.Object({ chat: Id })
const Topic = Type.Object({ chat: Id, name: Text })
const NewPerson = Type.Object({ firstName: Type.String({ minLength: 1 }), username: Type.Optional(Text) })
const NewGroup = Type.Object({
  title: Type.String({ minLength: 1 }),
  members: Type.Array(Id, { minItems: 1 }),
  isForum: Type.Optional(Type.Boolean()),
})
const Fault = Type.Union([
  Type.Object({ kind: Type.Literal('rate-limited'), retryAfterS: Type.Integer({ minimum: 1 }) }),
  Type.Object({
    kind: Type.Literal('server-error'),
    status: Type.Optional(Type.Integer({ minimum: 500, maximum: 599 })),
  }),
  Type.Object({ kind: Type.Literal('error'), code: Type.Integer({ minimum: 400, maximum: 599 }), description: Text }),
  Type.Object({ kind: Type.Literal('slow'), delayMs: Type.Integer({ minimum: 0 }) }),
  ...(['blocked', 'kicked', 'deactivated', 'proxy', 'drop-before', 'drop-after'] as const).map((kind) =>
    Type.Object({ kind: Type.Literal(kind) }),
  ),
])
const Script = Type.Object({
  method: Type.Optional(Text),
  chat: Type.Optional(Id),
  count: Type.Optional(Type.Integer({ minimum: 1 })),
  fault: Fault,
})
const Limit = Type.Object({ perSecond: Type.Number({ exclusiveMinimum: 0 }), burst: Type.Integer({ minimum: 1 }) })
const LimitsBody = Type.Object({
  limits: Type.Union([Type.Object({ chat: Limit, group: Limit, overall: Limit }), Type.Null()]),
})
const Inject = Type.Object({ body: Text, headers: Type.Optional(Type.Record(Text, Text)) })
const Count = Type.Object({ count: Type.Integer({ minimum: 1 }) })
const ChatPath = Type.Object({ id: Id })
const Timeout = Type.Integer({ minimum: 0, maximum: 120_000, default: 10_000 })
const Wait = Type.Object({
  text: Type.Optional(Text),
  after: Type.Optional(Id),
  nth: Type.Optional(Type.Integer({ minimum: 1 })),
  by: Type.Optional(Type.Union([Type.Literal('bot'), Type.Literal('people'), Type.Literal('anybody')])),
  timeoutMs: Timeout,
})

/** The control as JSON over HTTP; the routes are listed in ../telegram.ts. 400 on nonsense, 404 when a wait ends empty. */
export const controlRoutes: FastifyPluginAsyncTypebox<{ control: TelegramControl }> = async (app, { control }) => {
  /** Does something that has nothing to tell. */
  const done = (_: unknown): object => ({ ok: true })
  app.setErrorHandler((error, _request, reply) => {
    const status = error instanceof ControlError ? 400 : statusOf(error)
    return reply.code(status).send({ error: error instanceof Error ? error.message : 'unknown' })
  })

  app.get('/bot', () => control.bot())
  app.get('/chats', () => control.chats())
  app.get('/people', () => control.people())
  app.get('/commands', () => control.commands())
  app.post('/people', { schema: { body: NewPerson } }, ({ body }) => control.addPerson(body.firstName, body.username))
  app.post('/groups', { schema: { body: NewGroup } }, ({ body }) =>
    control.addGroup(body.title, body.members, body.isForum),
  )

  app.post('/say', { schema: { body: Say } }, ({ body }) => control.say(body))
  app.post('/edit', { schema: { body: Edit } }, ({ body }) => control.edit(body))
  app.post('/press', { schema: { body: Press } }, ({ body }) => ({ queryId: control.press(body) }))
  app.post('/photo', { schema: { body: Attach } }, ({ body }) => control.sendPhoto({ ...body, upload: uploadOf(body) }))
  app.post('/document', { schema: { body: Attach } }, ({ body }) =>
    control.sendDocument({ ...body, upload: uploadOf(body) }),
  )

  for (const verb of ['block', 'unblock', 'deactivate'] as const) {
    app.post(`/${verb}`, { schema: { body: User } }, ({ body }) => {
      return done(control[verb](body.user))
    })
  }
  for (const verb of ['kick', 'addBot', 'promote'] as const) {
    app.post(`/${verb}`, { schema: { body: Chat } }, ({ body }) => {
      return done(control[verb](body.chat))
    })
  }
  app.post('/migrate', { schema: { body: Chat } }, ({ body }) => ({ chat: control.migrate(body.chat) }))
  app.post('/topics', { schema: { body: Topic } }, ({ body }) => ({ topic: control.addTopic(body.chat, body.name) }))

  app.get('/chats/:id/messages', { schema: { params: ChatPath } }, ({ params }) => control.transcript(params.id))
  app.get('/chats/:id/wait', { schema: { params: ChatPath, querystring: Wait } }, async ({ params, query }, reply) => {
    const { timeoutMs, ...awaited } = query
    return (await control.waitForMessage({ chat: params.id, ...awaited }, timeoutMs)) ?? reply.code(404).send(nothing)
  })
  app.get(
    '/answers/:queryId',
    { schema: { params: Type.Object({ queryId: Text }), querystring: Type.Object({ timeoutMs: Timeout }) } },
    async ({ params, query }, reply) =>
      (await control.waitForAnswer(params.queryId, query.timeoutMs)) ?? reply.code(404).send(nothing),
  )

  app.get('/calls', () => control.calls())
  app.get('/deliveries', () => control.deliveries())
  app.get('/webhook', () => control.webhookInfo())
  app.post('/webhook/pause', () => done(control.pauseWebhook()))
  app.post('/webhook/resume', () => done(control.resumeWebhook()))
  app.post('/webhook/duplicate', { schema: { body: Count } }, ({ body }) => done(control.duplicateNext(body.count)))
  app.post(
    '/webhook/inject',
    { schema: { body: Inject } },
    async ({ body }, reply) =>
      (await control.inject(body.body, body.headers)) ?? reply.code(404).send({ error: 'no webhook is set' }),
  )

  app.post('/faults', { schema: { body: Script } }, ({ body }) =>
    done(control.failNext(body as Parameters<typeof control.failNext>[0])),
  )
  app.delete('/faults', () => done(control.clearFaults()))
  app.put('/limits', { schema: { body: LimitsBody } }, ({ body }) => done(control.setLimits(body.limits)))

  app.get<{ Params: { '*': string } }>('/files/*', ({ params }, reply) => {
    const file = control.readFile(params['*'])
    if (!file) return reply.code(404).send({ error: 'there is no such file' })
    const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(file.mimeType)
    return reply.type(isPicture ? file.mimeType : 'application/octet-stream').send(Buffer.from(file.bytes))
  })

  app.get('/events', (request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    reply.raw.write(': hello\n\n')
    const unsubscribe = control.subscribe((change) => {
      if (!shownOnPage.has(change.type)) return
      const told = change.type === 'message' ? { type: 'message', line: control.line(change.entry) } : change
      reply.raw.write(`data: ${JSON.stringify(told)}\n\n`)
    })
    request.raw.once('close', unsubscribe)
  })
}

/** Changes that the events tell of. */
const shownOnPage = new Set(['message', 'chats', 'commands', 'action', 'answer'])
const nothing = { error: 'nothing came in time' }

function uploadOf(body: { bytes: string; filename?: string; mimeType?: string }): Upload {
  const { filename = 'file', mimeType = 'application/octet-stream' } = body
  return { filename, mimeType, bytes: new Uint8Array(Buffer.from(body.bytes, 'base64')) }
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : 500
}
