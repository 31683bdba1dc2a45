import type { Message, Update, User } from 'grammy/types'
import { expect, test } from 'vitest'
import { readyGroupId as group, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { silentLog } from '../../platform/log.ts'
import { startBotWorld } from '../../test/support/bot-world.ts'
import { accordVin as accord, corollaVin as corolla } from '../../test/support/vins.ts'
import { createConversationStore } from './conversation-store.ts'
import { introduceBot } from './introduce.ts'
import { createVoices } from './languages/voice.ts'

const { ada, ben } = readyPeople
const dayMs = 24 * 3_600_000
type World = Awaited<ReturnType<typeof startBotWorld>>

const answersIn = ({ control }: World, chat: number) => control.transcript(chat).filter(({ from }) => from.isBot)

test('questions about the last vehicle are answered from its report, and name the source', async () => {
  await using world = await startBotWorld()
  await world.ask(ada, accord)
  const asks = async (text: string) => (await world.ask(ada, text)).text
  const source = 'Source: vPIC data kept here'
  expect(await asks('what engine?')).toBe(`2003 Honda Accord\nEngine: V6\nEngine model: J30A4\n${source}`)
  expect(await asks('where was it bulit?')).toBe(
    `2003 Honda Accord\nBuilt in: Marysville, Ohio, United States\n${source}`,
  )
  expect(await asks('how many horsepower')).toBe(`2003 Honda Accord\nPower: not available\nEngine: V6\n${source}`)
  expect(await asks('any recalls?')).toMatch(
    /\nRecalls: not available\. I have no source for them, so this does not mean/,
  )
  expect(await asks('is the VIN valid?')).toMatch(/\nCheck digit: 3, right$/)
  expect(await asks('how sure are you?')).toMatch(
    /comes from: vPIC data kept here\.\nCheck digit: 3, right\nNothing in it/,
  )
  expect(await asks('tell me everything')).toMatch(/\nTrim: EX-V6\n/)
  expect(await asks('save it')).toMatch(/^Saved\./)
  expect(await asks('nice weather')).toMatch(/^Send me a VIN, or ask about the last vehicle/)
})

test('the last vehicle outlives a restart, and a day', async () => {
  await using world = await startBotWorld()
  await world.ask(ada, accord)
  await world.restart()
  await world.lookups.clock.pass(dayMs - 1)
  expect((await world.ask(ada, 'what year?')).text).toMatch(/^2003 Honda Accord\nModel year: 2003\n/)
  await world.lookups.clock.pass(1)
  expect((await world.ask(ada, 'what year?')).text).toBe('Which vehicle? Send me its VIN, and then ask.')
})

test('each person has a last vehicle of their own in each chat', async () => {
  await using world = await startBotWorld()
  await world.ask(group, `/vin ${accord}`, ada)
  await world.ask(group, `/vin ${corolla}`, ben)
  const mine = answersIn(world, group)[1]?.id
  world.control.say({ chat: group, from: ada, text: 'which make?', replyTo: mine })
  await world.work()
  expect(world.last(group).text).toMatch(/\nMake: Honda\n/)
  expect((await world.ask(ada, 'which make?')).text).toMatch(/^Which vehicle\?/)
})

test('with Postgres away a VIN is answered, and a question asks for the VIN again', async () => {
  await using world = await startBotWorld({ databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' })
  expect((await world.ask(ada, accord)).text).toMatch(/^2003 Honda Accord\n/)
  expect((await world.ask(ada, 'what engine?')).text).toMatch(/^I cannot look up what you asked before right now/)
  expect((await world.ask(ada, `/compare ${accord} ${corolla}`)).text).toMatch(/^Comparison/)
  const { id } = await world.ask(ada, accord)
  expect((await world.press({ chat: ada, messageId: id, button: 'Save' })).toast).toMatch(
    /^That did not work right now/,
  )
  await world.press({ chat: ada, messageId: id, button: 'Details' })
  expect(world.last(ada).text).toMatch(/\nTrim: EX-V6\n/)
})

const name = 'intelauto_bot'
test.each<{ name: string; text: (username: string) => string; answer: RegExp | null }>([
  { name: 'a VIN that is said to others is not answered', text: () => accord, answer: null },
  { name: 'a question to others is not either', text: () => 'what engine?', answer: null },
  {
    name: 'a VIN in a message that mentions the bot is',
    text: (bot) => `@${bot} ${accord}?`,
    answer: /^2003 Honda Accord/,
  },
  { name: 'a question that mentions it is', text: (bot) => `hey @${bot}, what engine?`, answer: /^Which vehicle\?/ },
  { name: 'a mention that asks nothing gets silence', text: (bot) => `thanks, @${bot}`, answer: null },
  { name: 'a mention alone asks for a VIN', text: (bot) => `@${bot}`, answer: /^Send me a VIN/ },
  {
    name: 'a VIN with a character too few in a message that mentions it is told',
    text: (bot) => `@${bot} ${accord.slice(1)}`,
    answer: /^That is not a VIN: a VIN has 17 characters, this has 16/,
  },
  { name: 'a mention of another bot is not meant', text: () => `@${name}_of_others ${accord}`, answer: null },
  { name: 'a command is answered', text: () => `/vin ${accord}`, answer: /^2003 Honda Accord/ },
  { name: 'a command that names it is', text: (bot) => `/vin@${bot} ${accord}`, answer: /^2003 Honda Accord/ },
  { name: 'a command to another bot is not', text: () => `/vin@${name}_of_others ${accord}`, answer: null },
  { name: 'an unknown command gets silence', text: () => '/nonsense', answer: null },
])('in a group where the bot sees everything $name', async ({ text, answer }) => {
  await using world = await startBotWorld()
  world.control.promote(group)
  world.control.say({ chat: group, from: ada, text: text(world.control.bot().username ?? '') })
  await world.work()
  const said = answersIn(world, group).map((line) => line.text)
  expect(said).toEqual(answer === null ? [] : [expect.stringMatching(answer)])
})

test('in a group the bot answers what answers it', async () => {
  await using world = await startBotWorld()
  const first = await world.ask(group, `/vin ${accord}`, ada)
  const said = world.control.say({ chat: group, from: ada, text: 'what fuel?', replyTo: first.id })
  await world.work()
  expect(world.last(group)).toMatchObject({ text: expect.stringMatching(/\nFuel: Gasoline\n/), replyTo: said.id })
})

test('in a topic the answer stays there, and what is said below it is not an answer to the bot', async () => {
  await using world = await startBotWorld()
  const { control } = world
  const forum = control.addGroup('Garage', [ada, ben, control.bot().id], true).id
  const topic = control.addTopic(forum, 'Hondas')
  control.say({ chat: forum, from: ada, text: `/vin ${accord}`, topic })
  await world.work()
  expect(world.last(forum)).toMatchObject({ topic, text: expect.stringMatching(/^2003 Honda Accord/) })
  await world.press({ chat: forum, messageId: world.last(forum).id, from: ada, button: 'Compare' })
  expect(world.last(forum)).toMatchObject({ topic, text: expect.stringMatching(/^Send me the VIN to compare/) })
})

/** What Telegram tells of a message that the simulator's people cannot write. */
async function told({ control, work }: World, kind: 'message' | 'edited_message', message: Partial<Message>) {
  const from: User = { id: ada, is_bot: false, first_name: 'Ada', language_code: 'en' }
  const chat = { id: ada, type: 'private' as const, first_name: 'Ada' }
  control.pushUpdate(ada, { [kind]: { message_id: 900, date: 1, chat, from, ...message } } as Omit<Update, 'update_id'>)
  await work()
}

test('a sticker is answered with what to send, a note of Telegram itself is not', async () => {
  await using world = await startBotWorld()
  await world.ask(ada, '/start')
  await told(world, 'message', {
    pinned_message: { message_id: 1, date: 0, chat: { id: ada, type: 'private' } },
  } as never)
  expect(answersIn(world, ada)).toHaveLength(1)
  await told(world, 'message', { sticker: { file_id: 'x' } } as never)
  expect(world.last(ada).text).toMatch(/^Send me a VIN: 17 letters/)
})

test('a VIN that was put right is answered, another change of the message is not', async () => {
  await using world = await startBotWorld()
  await world.ask(ada, accord.replace('0', 'O'))
  expect(world.last(ada).text).toMatch(/^That is not a VIN/)
  await told(world, 'edited_message', { text: accord, edit_date: 2 } as Partial<Message>)
  expect(world.last(ada).text).toMatch(/^2003 Honda Accord/)
  const count = answersIn(world, ada).length
  await told(world, 'edited_message', { text: `${accord}, please`, edit_date: 3 } as Partial<Message>)
  await told(world, 'edited_message', { text: 'what engine?', edit_date: 4 } as Partial<Message>)
  expect(answersIn(world, ada)).toHaveLength(count)
})

test('a VIN in a forwarded message is answered, a question in one is not asked of the bot', async () => {
  await using world = await startBotWorld()
  await world.ask(ada, '/start')
  const forward_origin = { type: 'hidden_user' as const, sender_user_name: 'Somebody', date: 1 }
  await told(world, 'message', { text: `look: ${accord}`, forward_origin } as Partial<Message>)
  expect(world.last(ada).text).toMatch(/^2003 Honda Accord/)
  await told(world, 'message', { text: 'what engine does it have?', forward_origin } as Partial<Message>)
  expect(world.last(ada).text).toMatch(/^Send me a VIN, or ask/)
})

test.each<{ name: string; tag: string | undefined; chosen: 'es' | 'ar' | null; away?: boolean; answer: RegExp }>([
  { name: 'the language of the person', tag: 'es-MX', chosen: null, answer: /\nMotor: V6\nCombustible: Gasolina\n/ },
  {
    name: 'the language that the chat chose, before it',
    tag: 'es',
    chosen: 'ar',
    answer: /المحرك\u2069: \u2068V6\u2069\n/,
  },
  {
    name: 'English for a language that it does not speak',
    tag: 'fr',
    chosen: null,
    answer: /\nEngine: V6\nFuel: Gasoline\n/,
  },
  { name: 'English for whose language is not told', tag: undefined, chosen: null, answer: /\nEngine: V6\n/ },
  {
    name: 'the language of the person with Postgres away',
    tag: 'ar',
    chosen: null,
    away: true,
    answer: /المحرك\u2069: /,
  },
])('the bot speaks $name', async ({ tag, chosen, away = false, answer }) => {
  await using world = await startBotWorld(away ? { databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' } : {})
  if (!away) await createConversationStore(world.lookups.database).setLanguage(ada, chosen)
  await world.ask(ada, '/start')
  const from = { id: ada, is_bot: false, first_name: 'Ada', ...(tag !== undefined && { language_code: tag }) }
  await told(world, 'message', { from, text: accord } as Partial<Message>)
  expect(world.last(ada).text).toMatch(answer)
})

test('Arabic is answered in Arabic, from right to left, with the VIN as it is', async () => {
  await using world = await startBotWorld()
  await createConversationStore(world.lookups.database).setLanguage(ada, 'ar')
  const { text, entities } = await world.ask(ada, accord)
  const vin = entities.find(({ type }) => type === 'code')
  expect(text.slice(vin?.offset, (vin?.offset ?? 0) + (vin?.length ?? 0))).toBe(accord)
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('\u200f'))).toEqual([])
  expect((await world.ask(ada, 'كم بابًا لها؟')).text).toMatch(/عدد الأبواب\u2069: \u20682\u2069/)
})

test('Telegram is told the commands in every language', async () => {
  await using world = await startBotWorld()
  const voices = createVoices()
  const { signal } = new AbortController()
  await introduceBot({ bot: world.bot, voices, log: silentLog, signal })
  const descriptionOf = async (language_code?: 'en' | 'es' | 'ar') => {
    const commands = await world.api.getMyCommands(language_code === undefined ? {} : { language_code })
    return commands.find(({ command }) => command === 'vin')?.description
  }
  expect(await descriptionOf()).toBe('What vehicle is this VIN?')
  expect(await descriptionOf('en')).toBe('What vehicle is this VIN?')
  expect(await descriptionOf('es')).toBe('¿Qué vehículo es este VIN?')
  expect(await descriptionOf('ar')).toBe('ما المركبة التي لها هذا الرقم؟')
})
