import { afterAll, beforeAll, expect, test } from 'vitest'
import { readyGroupId as group, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { startBotWorld } from '../../test/support/bot-world.ts'

const { ada, ben } = readyPeople
const perMinute = 3
const accord = '1HGCM82633A004352'
const tooFast = /^That is a little fast for me: I take 3 messages and lookups a minute from one person\./u

let world: Awaited<ReturnType<typeof startBotWorld>>
beforeAll(async () => {
  world = await startBotWorld({}, { perMinute, operatorIds: [ada] })
})
afterAll(() => world?.[Symbol.asyncDispose]())
const newcomer = () => world.control.addPerson('Dana').id
const answersIn = (chat: number) => world.control.transcript(chat).filter(({ from }) => from.isBot).length

test('over the limit there is one reply with when to go on, then silence, then it goes on', async () => {
  const dana = newcomer()
  for (let count = 0; count < perMinute; count += 1) expect((await world.ask(dana, '/link')).text).toMatch(/^Which/u)
  await world.lookups.clock.pass(20_000)
  const told = await world.ask(dana, '/link')
  expect(told.text).toMatch(tooFast)
  expect(told.text).toMatch(/Please go on in 40 seconds\.$/u)
  expect((await world.ask(dana, accord)).id).toBe(told.id)
  expect((await world.ask(dana, '/help')).id).toBe(told.id)
  await world.lookups.clock.pass(40_000)
  expect((await world.ask(dana, '/link')).text).toMatch(/^Which/u)
})

test('several VINs in one message count each', async () => {
  const dana = newcomer()
  await world.ask(dana, `${accord} 5YJ3E1EA7KF317000`)
  await world.ask(dana, '/link')
  expect((await world.ask(dana, '/link')).text).toMatch(tooFast)
})

test('a press over the limit is answered each time', async () => {
  const dana = newcomer()
  const { id } = await world.ask(dana, accord)
  const press = () => world.press({ chat: dana, messageId: id, button: 'Save' })
  await press()
  await world.ask(dana, '/link')
  const pressed = () => world.press({ chat: dana, messageId: id, button: 'Details' })
  expect((await pressed()).toast).toMatch(/a little fast/u)
  expect((await pressed()).toast).toMatch(/a little fast/u)
  expect(answersIn(dana)).toBe(2)
})

test('an update that the queue brings again counts once', async () => {
  const dana = newcomer()
  world.control.say({ chat: dana, text: '/link' })
  const [update] = await world.work()
  if (update === undefined) throw new Error('the message was told')
  for (let again = 0; again < perMinute; again += 1) await world.bot.handleUpdate(update)
  expect(world.last(dana).text).toMatch(/^Which/u)
  expect(answersIn(dana)).toBe(perMinute + 1)
})

test('commands of operators about alerts are never limited; their lookups are, and so are commands of others', async () => {
  for (let count = 0; count <= perMinute; count += 1) await world.ask(ada, '/link')
  expect(world.last(ada).text).toMatch(tooFast)
  expect((await world.ask(ada, '/subscribe')).text).toMatch(/^This chat/u)
  const dana = newcomer()
  for (let count = 0; count <= perMinute; count += 1) await world.ask(dana, '/subscribe')
  expect(world.last(dana).text).toMatch(tooFast)
})

test('in a group only what is said to the bot counts', async () => {
  const before = answersIn(group)
  const spoken = { id: ben, is_bot: false, first_name: 'Ben' }
  const chat = { id: group, type: 'group' as const, title: 'Operations' }
  for (let count = 0; count < 10; count += 1) {
    world.control.pushUpdate(group, {
      message: { message_id: 500 + count, date: 1, chat, from: spoken, text: 'lunch?' },
    })
    await world.work()
  }
  expect(answersIn(group)).toBe(before)
  for (let count = 0; count <= perMinute; count += 1) await world.ask(group, '/link', ben)
  expect(world.last(group).text).toMatch(tooFast)
})
