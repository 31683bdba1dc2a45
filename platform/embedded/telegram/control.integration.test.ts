import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputFile } from 'grammy'
import { afterEach, expect, test } from 'vitest'
import { readyPeople } from './start-state.ts'
import { pixel, startBench, token } from './test-bench.ts'
import type { Line } from './transcript.ts'

const { ada } = readyPeople
const folders: string[] = []

function stateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'intelauto-telegram-'))
  folders.push(folder)
  return join(folder, 'telegram.json')
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function controlOf(url: string) {
  return async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    // The bodies differ by route; each test says what it expects of them.
    const told = (await response.json()) as Line & { queryId: string }
    return { status: response.status, body: told }
  }
}

test('a story says, waits, presses and reads over HTTP', async () => {
  await using bench = await startBench()
  const ask = controlOf(bench.url)
  expect(await ask('POST', 'say', { chat: ada, text: '/start' })).toMatchObject({ status: 200, body: { id: 1 } })
  const waiting = ask('GET', `chats/${ada}/wait?text=down&timeoutMs=60000`)
  await bench.api.sendMessage(ada, 'web is down', {
    reply_markup: { inline_keyboard: [[{ text: 'Ack', callback_data: 'a' }]] },
  })
  expect(await waiting).toMatchObject({ status: 200, body: { id: 2, text: 'web is down' } })
  const pressed = await ask('POST', 'press', { chat: ada, messageId: 2, button: 'Ack' })
  await bench.api.answerCallbackQuery(pressed.body.queryId, { text: 'ok' })
  expect(await ask('GET', `answers/${pressed.body.queryId}?timeoutMs=0`)).toMatchObject({ body: { text: 'ok' } })
  expect(await ask('GET', `chats/${ada}/messages`)).toMatchObject({
    body: [{ id: 1 }, { id: 2, from: { isBot: true } }],
  })
  const photo = await ask('POST', 'photo', { chat: ada, bytes: pixel.toString('base64'), mimeType: 'image/png' })
  const file = await fetch(`${bench.url}/control/files/${photo.body.photo?.path}`)
  expect([file.headers.get('content-type'), Buffer.from(await file.arrayBuffer())]).toEqual(['image/png', pixel])
})

test('faults and limits are set over HTTP', async () => {
  await using bench = await startBench()
  const ask = controlOf(bench.url)
  await ask('POST', 'faults', { method: 'getMe', count: 1, fault: { kind: 'rate-limited', retryAfterS: 2 } })
  await expect(bench.api.getMe()).rejects.toMatchObject({ parameters: { retry_after: 2 } })
  await expect(bench.api.getMe()).resolves.toMatchObject({ is_bot: true })
  const limit = { perSecond: 1, burst: 1 }
  expect(await ask('PUT', 'limits', { limits: { chat: limit, group: limit, overall: limit } })).toMatchObject({
    status: 200,
  })
  await ask('POST', 'say', { chat: ada, text: 'hi' })
  await bench.api.sendMessage(ada, 'x')
  await expect(bench.api.sendMessage(ada, 'x')).rejects.toMatchObject({ error_code: 429 })
  expect((await ask('GET', 'calls')).body).toHaveLength(4)
})

test.each([
  { name: 'a chat that is not there', path: 'say', body: { chat: 77, text: 'x' }, error: 'there is no chat 77' },
  { name: 'no text', path: 'say', body: { chat: ada }, error: "body must have required property 'text'" },
  { name: 'an unknown fault', path: 'faults', body: { fault: { kind: 'earthquake' } }, error: expect.any(String) },
  {
    name: 'a picture that is none',
    path: 'photo',
    body: { chat: ada, bytes: 'aGk=' },
    error: 'the file is no PNG, JPEG, GIF or WebP picture',
  },
])('$name is told', async ({ path, body, error }) => {
  await using bench = await startBench()
  expect(await controlOf(bench.url)('POST', path, body)).toEqual({ status: 400, body: { error } })
})

test('a wait that ends empty is told', async () => {
  await using bench = await startBench()
  const waiting = controlOf(bench.url)('GET', `chats/${ada}/wait?timeoutMs=0`)
  const tick = setInterval(() => bench.time.advance(1), 1)
  expect(await waiting).toMatchObject({ status: 404 })
  clearInterval(tick)
})

test.each([
  { name: 'another name of this machine', headers: { host: 'evil.example' } },
  { name: 'a page of another site', headers: { origin: 'https://evil.example' } },
])('the control is closed to $name', async ({ headers }) => {
  await using bench = await startBench()
  const status = await new Promise((resolve, reject) => {
    const asked = request(`${bench.url}/control/chats`, { headers }, (response) =>
      resolve(response.resume().statusCode),
    )
    asked.on('error', reject).end()
  })
  expect(status).toBe(403)
})

test('the page runs its own script alone', async () => {
  await using bench = await startBench()
  const response = await fetch(bench.chatUrl)
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'sha256-/)
  expect(await response.text()).not.toMatch(/innerHTML|https?:\/\/(?!www\.w3\.org)/)
})

test('events are told as they come', async () => {
  await using bench = await startBench()
  const abort = new AbortController()
  const response = await fetch(`${bench.url}/control/events`, { signal: abort.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toContain('hello')
  bench.control.say({ chat: ada, text: 'hi' })
  const told = JSON.parse((await reader?.read())?.value?.replace('data: ', '') ?? '')
  expect(told).toMatchObject({ type: 'message', line: { chat: ada, text: 'hi' } })
  abort.abort()
})

test('a restart goes on where it ended', async () => {
  const state = stateFile()
  const first = await startBench({ state })
  first.control.say({ chat: ada, text: 'not yet taken' })
  const { message_id } = await first.api.sendMessage(ada, 'down')
  await first.api.editMessageText(ada, message_id, 'up')
  const sent = await first.api.sendPhoto(ada, new InputFile(pixel, 'car.png'))
  const [before] = await first.api.getUpdates()
  await first.close()

  await using second = await startBench({ state })
  expect(second.control.transcript(ada)).toMatchObject([
    { text: 'not yet taken' },
    { text: 'up', edits: [{ text: 'down' }] },
    { photo: { width: 1 } },
  ])
  const { file_path } = await second.api.getFile(sent.photo[0]?.file_id ?? '')
  const response = await fetch(`${second.apiRoot}/file/bot${token}/${file_path}`)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(pixel)
  second.control.say({ chat: ada, text: 'next' })
  expect((await second.api.getUpdates()).map(({ update_id }) => update_id - (before?.update_id ?? 0))).toEqual([0, 1])
  expect((await second.api.sendMessage(ada, 'x')).message_id).toBe(5)
})

test('after a kill no id comes a second time', async () => {
  const state = stateFile()
  const first = await startBench({ state })
  first.control.say({ chat: ada, text: 'written' })
  first.time.advance(100)
  const written = readFileSync(state, 'utf8')
  first.control.say({ chat: ada, text: 'lost' })
  const lost = (await first.api.getUpdates()).at(-1)
  await first.close()
  writeFileSync(state, written)

  await using second = await startBench({ state })
  const said = second.control.say({ chat: ada, text: 'after' })
  const next = (await second.api.getUpdates()).at(-1)
  expect(next?.message?.text).toBe('after')
  expect(next?.update_id).toBeGreaterThan(lost?.update_id ?? 0)
  expect(said.id).toBeGreaterThan(lost?.message?.message_id ?? 0)
})

test.each([
  { name: 'a state that is broken', text: '{"version":' },
  { name: 'a state of another version', text: '{"version":2}' },
  { name: 'a state of another bot', text: '{"version":1,"botId":7}' },
])('$name is set aside and kept', async ({ text }) => {
  const state = stateFile()
  writeFileSync(state, text)
  await using bench = await startBench({ state })
  expect(readFileSync(`${state}.set-aside`, 'utf8')).toBe(text)
  expect(bench.control.chats()).toHaveLength(4)
})

test('a token of another shape is refused without being told', async () => {
  await expect(startBench({ token: 'my-secret' })).rejects.toThrow(/^(?!.*my-secret)/)
})
