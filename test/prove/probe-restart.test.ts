import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createChat } from '../support/chat.ts'
import { createDataDir, eventually, type Platform, startPlatform } from '../support/platform.ts'

const ada = 1001
const folder = createDataDir()
let platform: Platform

beforeAll(async () => {
  platform = await startPlatform(folder.path)
})
afterAll(async () => {
  process.kill(platform.run().pids.bot ?? 0, 'SIGCONT')
  await platform.stop()
  folder.remove()
})

test('a probe killed while a target is down tells no recovery that did not happen, and no second outage', async () => {
  const chat = createChat(platform.run(), ada)
  const subscribed = await chat.say('/subscribe')
  const welcome = await chat.answerAfter(subscribed.id)
  // Frozen between its reply and the end of the update, the bot would rightly say it once more.
  await eventually('the update finished', async () => (await unfinished()) === 0)
  process.kill(platform.run().pids.bot ?? 0, 'SIGSTOP')
  const opened = await chat.answerAfter(welcome.id, 30_000)
  expect(opened.text).toContain('bot is down')

  // Killed before that, it would not know that the message arrived, and send it again (reliability.md 7).
  await eventually('the notice settled', async () => (await metrics()).includes(delivered), 10_000)
  const killed = platform.run().pids.probe ?? 0
  process.kill(killed, 'SIGKILL')
  await eventually('another probe', async () => ![null, undefined, killed].includes(platform.run().pids.probe), 30_000)
  // Past the grace of 30 s, three checks of 4 s each.
  await eventually('the failure confirmed by the new probe', async () => (await failures()) >= 3, 90_000)
  const told = (await chat.messages()).filter(({ id, from }) => from.isBot && id > welcome.id)
  expect(told.map(({ text }) => text.split('\n')[0])).toEqual([opened.text.split('\n')[0]])

  process.kill(platform.run().pids.bot ?? 0, 'SIGCONT')
  await chat.answerAfter(opened.id, 30_000)
  const after = (await chat.messages()).filter(({ id, from }) => from.isBot && id > opened.id)
  expect(after.map(({ text }) => text.split('\n')[0])).toEqual(['✅ Resolved: bot is down'])
}, 180_000)

const delivered = 'alerts_notices_total{kind="opened",outcome="delivered"} 1'

async function metrics(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${platform.run().ports.probe}/metrics`)).text()
}

async function unfinished(): Promise<number> {
  const client = new Client(platform.run().urls.database)
  await client.connect()
  const { rows } = await client.query('select count(*)::int as jobs from webhook_updates where finished_at is null')
  await client.end()
  return rows[0].jobs
}

/** As the probe that runs now counts them; 0 while none answers. */
async function failures(): Promise<number> {
  const query = encodeURIComponent('probe_failures_in_a_row{target="bot"}')
  const answer = await fetch(`http://127.0.0.1:${platform.run().ports.probe}/api/v1/query?query=${query}`).catch(
    () => null,
  )
  if (answer === null) return 0
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } }
  return Number(data.result[0]?.value[1] ?? 0)
}
