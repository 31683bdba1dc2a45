import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createChat } from '../support/chat.ts'
import { createDataDir, eventually, type Platform, startPlatform } from '../support/platform.ts'

const ada = 1001
const cleo = 1003
const accord = '1HGCM82633A004352'

const folder = createDataDir()
let platform: Platform

beforeAll(async () => {
  platform = await startPlatform(folder.path)
})
afterAll(async () => {
  await platform.stop()
  folder.remove()
})

const chatWith = (person: number) => createChat(platform.run(), person)

describe('a person who writes to the bot', () => {
  test.each<{ name: string; text: string; answer: RegExp }>([
    { name: 'is welcomed', text: '/start', answer: /^Hello!/ },
    { name: 'gets the vehicle for a VIN', text: accord, answer: /^2003 Honda Accord\n1HGCM82633A004352\n/ },
    {
      name: 'may write around the VIN',
      text: `what is ${accord.toLowerCase()}, please?`,
      answer: /^2003 Honda Accord/,
    },
    { name: 'may use the command', text: `/vin ${accord}`, answer: /^2003 Honda Accord/ },
    {
      name: 'is told what is wrong with a VIN that is none',
      text: '1HGCM82633AO04352',
      answer: /^That is not a VIN: .*letter O/,
    },
    { name: 'is told that a command is unknown', text: '/nonsense', answer: /do not know that command/ },
    { name: 'may write HTML', text: '<b>hello</b> & goodbye', answer: /^Send me a VIN/ },
  ])('$name', async ({ text, answer }) => {
    const chat = chatWith(ada)
    const said = await chat.say(text)
    expect((await chat.answerAfter(said.id)).text).toMatch(answer)
  })
})

test('a person narrows by a button what the chat is told; another press of it is no harm', async () => {
  const chat = chatWith(ada)
  const asked = await chat.say('/subscribe')
  const { id, buttons } = await chat.answerAfter(asked.id)
  const data = buttons.flat().find(({ text }) => text === 'Only critical')?.data
  for (const _ of ['once', 'again']) await chat.post('press', { chat: ada, messageId: id, data })
  const shown = await eventually('the tick at its new place', async () => {
    const message = (await chat.messages()).find((one) => one.id === id)
    return message?.buttons.flat().some(({ text }) => text === 'Only critical ✓') && message
  })
  expect(shown.text).toMatch(/when something critical breaks/)
})

test('each chat is answered in order, however many write, and whatever the bot missed meanwhile', async () => {
  const { pids, urls } = platform.run()
  const bot = pids.bot ?? 0
  const chats = (await newcomers(10)).map(chatWith)
  await liftLimits(urls.chat)
  process.kill(bot, 'SIGSTOP')
  for (let n = 0; n < messagesEach; n++) for (const chat of chats) await chat.say(`/vin ${wrongVin(n)}`)
  process.kill(bot, 'SIGCONT')

  for (const chat of chats) {
    const answers = await eventually(
      'an answer to each',
      async () => {
        const texts = (await chat.messages()).filter(({ from }) => from.isBot)
        return texts.length >= messagesEach && texts.map(({ text }) => text)
      },
      60_000,
    )
    expect(answers.map((text) => text.split('\n')[0])).toEqual(
      Array.from({ length: messagesEach }, (_, n) => answerTo(n)),
    )
  }
})

/** Fewer than the bot takes of one person in a minute. */
const messagesEach = 15

/** People who never wrote before. */
async function newcomers(count: number): Promise<number[]> {
  const { post } = chatWith(ada)
  const made = Array.from({ length: count }, (_, n) => post('people', { firstName: `Newcomer ${n}` }))
  return ((await Promise.all(made)) as { id: number }[]).map(({ id }) => id)
}

/** Each has its own answer: so many characters. */
const wrongVin = (n: number) => 'A'.repeat(18 + (n % 20))
const answerTo = (n: number) => `That is not a VIN: a VIN has 17 characters, this has ${18 + (n % 20)}.`

test('an update that the webhook could not take is delivered again, and answered once', async () => {
  const { urls } = platform.run()
  const chat = chatWith(cleo)
  await chat.post('webhook/duplicate', { count: 1 })
  const said = await chat.say(accord)
  await chat.answerAfter(said.id)
  await eventually('both deliveries of it', async () => {
    const deliveries = (await (await fetch(`${urls.chat}control/deliveries`)).json()) as { updateId: number }[]
    const last = Math.max(...deliveries.map(({ updateId }) => updateId))
    return deliveries.filter(({ updateId }) => updateId === last).length === 2
  })
  const again = await chat.say('/help')
  await chat.answerAfter(again.id)
  const between = (await chat.messages()).filter(({ from, id }) => from.isBot && id > said.id && id < again.id)
  expect(between).toHaveLength(1)
})

/** Telegram's limits have their own tests; here they would only make the story long. */
async function liftLimits(chatPage: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(`${chatPage}control/limits`, { method: 'PUT', headers, body: JSON.stringify({ limits: null }) })
}
