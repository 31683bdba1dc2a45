import { Bot } from 'grammy'
import { expect, test } from 'vitest'
import { readyGroupId, readyPeople } from './start-state.ts'
import { type HookAnswer, patienceMs, startBench, startHook, token } from './test-bench.ts'

const { ada, ben, cleo } = readyPeople

test('a webhook gets each update with its secret, and the bot answers', async () => {
  await using bench = await startBench()
  const bot = new Bot(token, { client: { apiRoot: bench.apiRoot } })
  bot.command('start', (context) => context.reply('Welcome'))
  await bot.init()
  await using hook = await startHook(async ({ update }) => {
    await bot.handleUpdate(update)
    return {}
  })
  await bench.api.setWebhook(hook.url, { secret_token: 'right-one_1' })
  bench.control.say({ chat: ada, text: '/start' })
  expect(await bench.control.waitForMessage({ chat: ada, text: 'Welcome' }, patienceMs)).toMatchObject({ id: 2 })
  await bench.control.waitUntilTaken(patienceMs)
  expect(hook.taken[0]?.headers['x-telegram-bot-api-secret-token']).toBe('right-one_1')
  expect(await bench.api.getWebhookInfo()).toEqual({
    url: hook.url,
    has_custom_certificate: false,
    pending_update_count: 0,
    max_connections: 40,
  })
})

test.each([
  {
    name: 'an address without TLS',
    url: 'http://example.org/',
    options: {},
    description: 'bad webhook: HTTPS URL must be provided for webhook',
  },
  { name: 'no address', url: 'nonsense', options: {}, description: 'bad webhook: invalid webhook URL specified' },
  {
    name: 'a secret with a blank',
    url: 'https://a.b/',
    options: { secret_token: 'a b' },
    description: 'secret token contains unallowed characters',
  },
  {
    name: 'a secret of 257',
    url: 'https://a.b/',
    options: { secret_token: 'x'.repeat(257) },
    description: 'secret token is too long',
  },
])('a webhook with $name is refused', async ({ url, options, description }) => {
  await using bench = await startBench()
  const setting = bench.api.setWebhook(url, options)
  await expect(setting).rejects.toMatchObject({ error_code: 400, description: `Bad Request: ${description}` })
})

test('what is not taken comes again after growing pauses, and is told as an error', async () => {
  await using bench = await startBench()
  let failures = 3
  await using hook = await startHook(() => ({ status: failures-- > 0 ? 503 : 200 }))
  await bench.api.setWebhook(hook.url)
  bench.control.say({ chat: ada, text: 'hi' })

  const pauses = [1000, 2000, 4000]
  for (const [tried, pauseMs] of pauses.entries()) {
    await bench.control.waitForDeliveries(tried + 1, patienceMs)
    expect(await bench.api.getWebhookInfo()).toMatchObject({
      pending_update_count: 1,
      last_error_date: Math.floor(bench.time.clock() / 1000),
      last_error_message: 'Wrong response from the webhook: 503 Service Unavailable',
    })
    bench.time.advance(pauseMs - 1)
    expect(hook.taken).toHaveLength(tried + 1)
    bench.time.advance(1)
  }
  await bench.control.waitUntilTaken(patienceMs)
  expect(new Set(hook.taken.map(({ update }) => update.update_id)).size).toBe(1)
  expect(bench.control.deliveries().map(({ status }) => status)).toEqual([503, 503, 503, 200])
})

test('a webhook that names its pause is given it', async () => {
  await using bench = await startBench()
  await using hook = await startHook(() => ({ status: 429, headers: { 'retry-after': '7' } }))
  await bench.api.setWebhook(hook.url)
  bench.control.say({ chat: ada, text: 'hi' })
  await bench.control.waitForDeliveries(1, patienceMs)
  bench.time.advance(6999)
  expect(bench.control.deliveries()).toHaveLength(1)
  bench.time.advance(1)
  expect(await bench.control.waitForDeliveries(2, patienceMs)).toHaveLength(2)
})

test('a webhook that is silent or gone is tried again', async () => {
  await using bench = await startBench({ webhookTimeoutMs: 5000 })
  let arrived = () => {}
  const request = new Promise<void>((resolve) => {
    arrived = resolve
  })
  await using hook = await startHook(() => {
    arrived()
    return 'never'
  })
  await bench.api.setWebhook(hook.url)
  bench.control.say({ chat: ada, text: 'hi' })
  await request
  bench.time.advance(5000)
  await bench.control.waitForDeliveries(1, patienceMs)
  expect((await bench.api.getWebhookInfo()).last_error_message).toBe('Read timeout expired')

  await hook[Symbol.asyncDispose]()
  bench.time.advance(1000)
  await bench.control.waitForDeliveries(2, patienceMs)
  expect((await bench.api.getWebhookInfo()).last_error_message).toBe('Connection refused')
  expect(bench.control.pendingCount()).toBe(1)
})

test('a chat that fails keeps its order and holds up nobody else', async () => {
  await using bench = await startBench()
  let isWell = false
  await using hook = await startHook(({ update }) => ({
    status: update.message?.chat.id === ada && !isWell ? 500 : 200,
  }))
  await bench.api.setWebhook(hook.url)
  bench.control.pauseWebhook()
  for (const text of ['1', '2', '3']) {
    bench.control.say({ chat: ada, text })
    bench.control.say({ chat: ben, text })
  }
  bench.control.resumeWebhook()
  await bench.control.waitForDeliveries(4, patienceMs)
  isWell = true
  bench.time.advance(1000)
  await bench.control.waitUntilTaken(patienceMs)
  const seen = (chat: number) =>
    hook.taken.filter(({ update }) => update.message?.chat.id === chat).map(({ update }) => update.message?.text)
  expect(seen(ben)).toEqual(['1', '2', '3'])
  expect(seen(ada)).toEqual(['1', '1', '2', '3'])
})

test('no more deliveries run side by side than max_connections', async () => {
  await using bench = await startBench()
  const waiting: ((answer: HookAnswer) => void)[] = []
  let full = () => {}
  const two = new Promise<void>((resolve) => {
    full = resolve
  })
  await using hook = await startHook(
    () =>
      new Promise<HookAnswer>((resolve) => {
        waiting.push(resolve)
        if (waiting.length === 2) full()
      }),
  )
  await bench.api.setWebhook(hook.url, { max_connections: 2 })
  for (const chat of [ada, ben, cleo]) bench.control.say({ chat, text: 'hi' })
  await two
  expect(hook.taken).toHaveLength(2)
  waiting[0]?.({})
  await bench.control.waitForDeliveries(1, patienceMs)
  waiting[1]?.({})
  await bench.control.waitForDeliveries(2, patienceMs)
  expect(bench.control.pendingCount()).toBe(1)
})

test('an update can be delivered twice, with the same id', async () => {
  await using bench = await startBench()
  await using hook = await startHook()
  await bench.api.setWebhook(hook.url)
  bench.control.duplicateNext(1)
  bench.control.say({ chat: ada, text: 'once' })
  bench.control.say({ chat: ada, text: 'then' })
  await bench.control.waitUntilTaken(patienceMs)
  expect(hook.taken.map(({ update }) => update.message?.text)).toEqual(['once', 'once', 'then'])
  const [first, second, third] = hook.taken.map(({ update }) => update.update_id)
  expect(second).toBe(first)
  expect(third).toBe((first ?? 0) + 1)
})

test('a webhook can answer with a method', async () => {
  await using bench = await startBench()
  const body = JSON.stringify({ method: 'sendMessage', chat_id: ada, text: 'by answer' })
  await using hook = await startHook(() => ({ headers: { 'content-type': 'application/json' }, body }))
  await bench.api.setWebhook(hook.url)
  bench.control.say({ chat: ada, text: 'hi' })
  const call = await bench.control.waitForCall('sendMessage', 1, patienceMs)
  expect(call).toMatchObject({ via: 'webhook', outcome: { status: 200, carriedOut: true } })
  expect(bench.control.transcript(ada).at(-1)).toMatchObject({ text: 'by answer', from: { isBot: true } })
})

test('any body can be sent to the webhook', async () => {
  await using bench = await startBench()
  expect(await bench.control.inject('x')).toBeUndefined()
  await using hook = await startHook(() => ({ status: 401, body: 'no' }))
  await bench.api.setWebhook(hook.url, { secret_token: 'right' })
  const outcome = await bench.control.inject('{"update_id":1}', { 'x-telegram-bot-api-secret-token': 'wrong' })
  expect(outcome).toMatchObject({ status: 401, body: 'no' })
  expect(hook.taken[0]?.headers['x-telegram-bot-api-secret-token']).toBe('wrong')
})

test('what waits longer than a day is forgotten', async () => {
  await using bench = await startBench()
  bench.control.say({ chat: ada, text: 'old' })
  bench.time.advance(24 * 3600_000 - 1)
  expect(bench.control.pendingCount()).toBe(1)
  bench.time.advance(1)
  expect(bench.control.pendingCount()).toBe(0)
})

test('a long poll waits for an update and forgets what was confirmed', async () => {
  await using bench = await startBench()
  const polling = bench.api.getUpdates({ timeout: 50 })
  await bench.control.waitForPoll(patienceMs)
  bench.control.say({ chat: ada, text: 'hi' })
  const [update] = await polling
  expect(update?.message?.text).toBe('hi')
  expect(await bench.api.getUpdates()).toHaveLength(1)
  expect(await bench.api.getUpdates({ offset: (update?.update_id ?? 0) + 1 })).toEqual([])
  expect(bench.control.pendingCount()).toBe(0)
})

test('a long poll ends empty after its time', async () => {
  await using bench = await startBench()
  const polling = bench.api.getUpdates({ timeout: 30 })
  await bench.control.waitForPoll(patienceMs)
  bench.time.advance(30_000)
  expect(await polling).toEqual([])
})

test('only one may poll, and none while a webhook is set', async () => {
  await using bench = await startBench()
  const first = bench.api.getUpdates({ timeout: 50 }).catch((error: unknown) => error)
  await bench.control.waitForPoll(patienceMs)
  const second = bench.api.getUpdates({ timeout: 50 }).catch((error: unknown) => error)
  expect(await first).toMatchObject({
    error_code: 409,
    description: expect.stringContaining('other getUpdates request'),
  })
  await bench.api.setWebhook('https://example.org/hook')
  expect(await second).toMatchObject({ error_code: 409, description: 'Conflict: terminated by setWebhook request' })
  await expect(bench.api.getUpdates()).rejects.toMatchObject({
    error_code: 409,
    description: expect.stringContaining("can't use getUpdates method while webhook is active"),
  })
})

test('deleting the webhook keeps what waits, unless it is to be dropped', async () => {
  await using bench = await startBench()
  bench.control.pauseWebhook()
  await bench.api.setWebhook('https://example.org/hook')
  bench.control.say({ chat: ada, text: 'kept' })
  await bench.api.deleteWebhook()
  expect((await bench.api.getUpdates()).map(({ message }) => message?.text)).toEqual(['kept'])
  await bench.api.deleteWebhook({ drop_pending_updates: true })
  expect(await bench.api.getUpdates()).toEqual([])
})

test('only the kinds that were asked for come', async () => {
  await using bench = await startBench()
  await bench.api.getUpdates({ allowed_updates: ['my_chat_member'] })
  bench.control.say({ chat: ada, text: 'not asked for' })
  bench.control.block(ada)
  expect(await bench.api.getUpdates()).toMatchObject([
    { my_chat_member: { old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } } },
  ])
})

test('in a group the bot sees commands, mentions and answers to it, nothing else', async () => {
  await using bench = await startBench()
  const { message_id } = await bench.api.sendMessage(readyGroupId, 'hello')
  const said = (from: number, text: string, replyTo?: number) =>
    bench.control.say({ chat: readyGroupId, from, text, replyTo })
  const mine = said(ben, 'just talking')
  said(ben, '/status')
  said(ben, '/status@another_bot')
  said(ben, '/vin@intelauto_bot 1HGCM82633A004352')
  said(cleo, 'ask @intelauto_bot')
  said(cleo, 'ask @another_bot')
  said(cleo, 'answer to a person', mine.id)
  said(cleo, 'answer to the bot', message_id)
  const texts = async () => (await bench.api.getUpdates()).flatMap(({ message }) => message?.text ?? [])
  expect(await texts()).toEqual([
    '/status',
    '/vin@intelauto_bot 1HGCM82633A004352',
    'ask @intelauto_bot',
    'answer to the bot',
  ])
  bench.control.promote(readyGroupId)
  said(ben, 'an administrator sees all')
  expect(await texts()).toContain('an administrator sees all')
})

test('an edit of a person is told, and what was told before stays as it was', async () => {
  await using bench = await startBench()
  const { id } = bench.control.say({ chat: ada, text: 'VIN 1' })
  bench.control.edit({ chat: ada, messageId: id, text: 'VIN 2' })
  expect(await bench.api.getUpdates()).toMatchObject([
    { message: { text: 'VIN 1' } },
    { edited_message: { text: 'VIN 2', message_id: id, edit_date: expect.any(Number) } },
  ])
})

test('a pressed button is answered once and in time', async () => {
  await using bench = await startBench({ queryLifeMs: 60_000 })
  bench.control.say({ chat: ada, text: '/start' })
  const reply_markup = { inline_keyboard: [[{ text: 'Acknowledge', callback_data: 'ack.1' }]] }
  const { message_id } = await bench.api.sendMessage(ada, 'down', { reply_markup })
  const press = (button: string) => bench.control.press({ chat: ada, messageId: message_id, button })

  const queryId = press('Acknowledge')
  expect((await bench.api.getUpdates()).at(-1)?.callback_query).toMatchObject({
    id: queryId,
    from: { id: ada },
    data: 'ack.1',
    message: { message_id, text: 'down' },
  })
  await bench.api.answerCallbackQuery(queryId, { text: 'Thank you', show_alert: true })
  expect(await bench.control.waitForAnswer(queryId, patienceMs)).toMatchObject({ text: 'Thank you', showAlert: true })
  const tooOld = { error_code: 400, description: expect.stringContaining('query is too old') }
  await expect(bench.api.answerCallbackQuery(queryId)).rejects.toMatchObject(tooOld)

  const inTime = press('ack.1')
  const late = press('ack.1')
  bench.time.advance(59_999)
  await bench.api.answerCallbackQuery(inTime)
  bench.time.advance(1)
  await expect(bench.api.answerCallbackQuery(late)).rejects.toMatchObject(tooOld)
  expect(() => press('Resolve')).toThrow('the message has no such button')
})

test('a forged button carries any data', async () => {
  await using bench = await startBench()
  bench.control.say({ chat: ada, text: '/start' })
  const { message_id } = await bench.api.sendMessage(ada, 'plain')
  bench.control.press({ chat: ada, messageId: message_id, data: 'scale.999' })
  expect((await bench.api.getUpdates()).at(-1)?.callback_query?.data).toBe('scale.999')
})
