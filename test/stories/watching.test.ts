import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BoardMessage, Overview, TargetView } from '../../alerts/model/overview.ts'
import { onPath } from '../run/tools.ts'
import { createChat } from '../support/chat.ts'
import { createDataDir, eventually, type Platform, startPlatform } from '../support/platform.ts'

const ada = 1001
const folder = createDataDir()
let platform: Platform

beforeAll(async () => {
  platform = await startPlatform(folder.path)
  const headers = { 'content-type': 'application/json' }
  const limits = JSON.stringify({ limits: null })
  await fetch(`${platform.run().urls.chat}control/limits`, { method: 'PUT', headers, body: limits })
})
afterAll(async () => {
  await platform.stop()
  folder.remove()
})

/** Reads the public stream and keeps what it says of each target and when. */
function readBoard(): { seen: { at: number; target: TargetView }[]; holes: number; close: () => void } {
  const socket = new WebSocket(`${platform.run().urls.lookup.replace(/^http/, 'ws')}ws/status`)
  const board = { seen: [] as { at: number; target: TargetView }[], holes: 0, close: () => socket.close() }
  let lastSeq: number | null = null
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as BoardMessage
    if (message.type === 'delta' && lastSeq !== null && message.seq !== lastSeq + 1) board.holes++
    lastSeq = message.seq
    const targets =
      message.type === 'delta' ? message.targets : message.overview.groups.flatMap((group) => group.targets)
    for (const target of targets) board.seen.push({ at: Date.now(), target })
  }
  return board
}

test('all targets of the default file are up', async () => {
  const { urls } = platform.run()
  const overview = await eventually('everything up', async () => {
    const answer = await fetch(`${urls.lookup}api/status`)
    const body = (await answer.json()) as Overview
    return body.status === 'up' ? body : undefined
  })
  const ids = overview.groups.flatMap((group) => group.targets.map(({ id }) => id))
  expect(ids.sort()).toEqual(['api', 'bot', 'cache', 'postgres', 'telegram', 'web', 'webhook-queue'])
})

test.skipIf(onPath('promtool') === null)(
  'promtool accepts the metrics of api, bot and probe (needs promtool)',
  async () => {
    const { api, bot, probe } = platform.run().urls
    for (const url of [api, bot, probe]) {
      const input = await (await fetch(`${url}/metrics`)).text()
      const { status, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })
      expect({ url, status, stderr }).toEqual({ url, status: 0, stderr: '' })
    }
  },
)

test('a killed bot is on the board within 10 s, and told once; its return is told once', async () => {
  const chat = createChat(platform.run(), ada)
  const subscribed = await chat.say('/subscribe')
  expect((await chat.answerAfter(subscribed.id)).text).toMatch(/will be told/)
  const board = readBoard()
  await eventually('the board', async () => board.seen.length > 0)

  const killedAt = Date.now()
  process.kill(platform.run().pids.bot ?? 0, 'SIGKILL')
  const down = await eventually(
    'the bot down',
    async () => board.seen.find(({ at, target }) => at > killedAt && target.id === 'bot' && target.status === 'down'),
    10_000,
  )
  expect(down.at - killedAt).toBeLessThan(10_000)
  const opened = await chat.answerAfter(subscribed.id + 1, 10_000)
  expect(opened.text).toContain('bot')

  await eventually(
    'the bot up',
    async () => board.seen.find(({ at, target }) => at > down.at && target.id === 'bot' && target.status === 'up'),
    40_000,
  )
  await chat.answerAfter(opened.id, 30_000)
  board.close()
  const told = (await chat.messages()).filter(({ id, from }) => from.isBot && id > subscribed.id + 1)
  const aboutBot = told.filter(({ text }) => /\bbot\b/.test(text))
  expect(aboutBot).toHaveLength(2)
  expect(board.holes).toBe(0)
}, 120_000)

test('150 updates for a frozen bot: one scaling notice, then all are answered in order, and it resolves', async () => {
  const { pids, urls } = platform.run()
  const chat = createChat(platform.run(), ada)
  const before = (await chat.messages()).at(-1)?.id ?? 0
  process.kill(pids.bot ?? 0, 'SIGSTOP')
  // Each writes less than the bot takes of one person in a minute.
  const messagesEach = 15
  const made = Array.from({ length: 10 }, (_, n) => chat.post('people', { firstName: `Newcomer ${n}` }))
  const people = ((await Promise.all(made)) as { id: number }[]).map(({ id }) => id)
  for (let n = 0; n < messagesEach; n++)
    for (const person of people) await createChat(platform.run(), person).say(`/vin ${'A'.repeat(18 + (n % 20))}`)
  const scaling = await eventually(
    'the scaling notice',
    async () =>
      (await chat.messages()).find(
        ({ id, from, text }) => id > before && from.isBot && text.includes('fly scale count'),
      ),
    30_000,
  )
  expect(scaling.text).toMatch(/fly scale count bot=\d/)

  process.kill(pids.bot ?? 0, 'SIGCONT')
  for (const person of people) {
    await eventually(
      'the answers in order',
      async () => {
        const answers = (await createChat(platform.run(), person).messages()).filter(
          ({ from, text }) => from.isBot && text.startsWith('That is not a VIN'),
        )
        const lengths = answers.slice(-messagesEach).map(({ text }) => Number(/this has (\d+)/.exec(text)?.[1]))
        return answers.length >= messagesEach && lengths.every((length, n) => length === 18 + (n % 20))
      },
      60_000,
    )
  }
  await eventually(
    'the end of the incident',
    async () => {
      const { incidents } = (await (await fetch(`${urls.lookup}api/status`)).json()) as Overview
      return !incidents.some(({ rule }) => rule === 'webhook-queue-deep')
    },
    60_000,
  )
  const about = (await chat.messages()).filter(
    ({ id, from, text }) => id > before && from.isBot && text.includes('fly scale count'),
  )
  expect(about).toHaveLength(1)
}, 180_000)
