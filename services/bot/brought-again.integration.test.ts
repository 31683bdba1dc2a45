import { expect, test } from 'vitest'
import { readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { startBotWorld } from '../../test/support/bot-world.ts'
import { accordVin as accord, corollaVin as corolla } from '../../test/support/vins.ts'

const { ada } = readyPeople
type World = Awaited<ReturnType<typeof startBotWorld>>

const used = async ({ quota }: World) => (await quota.usage({ account: `telegram:${ada}`, plan: 'free' })).used

/** Handles the last update of all twice, as the queue does when Telegram fails the first answer. */
async function workTwice({ api, bot, control }: World, method: string): Promise<void> {
  const update = (await api.getUpdates()).at(-1)
  if (update === undefined) throw new Error('an update was wanted')
  control.failNext({ method, count: 1, fault: { kind: 'server-error' } })
  await expect(bot.handleUpdate(update)).rejects.toThrow()
  await bot.handleUpdate(update)
}

test('a refresh that the queue brings again costs once, and is told', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, accord)
  world.control.press({ chat: ada, messageId: id, button: 'Refresh' })
  await workTwice(world, 'answerCallbackQuery')
  expect(await used(world)).toBe(2)
  world.control.say({ chat: ada, text: 'refresh it' })
  await workTwice(world, 'sendMessage')
  expect(await used(world)).toBe(3)
  expect(world.last(ada)).toMatchObject({ text: expect.stringMatching(/^2003 Honda Accord/) })
  expect(world.last(ada).id).toBeGreaterThan(id)
})

test('a VIN that was put right is answered when the queue brings it again', async () => {
  await using world = await startBotWorld()
  const said = world.control.say({ chat: ada, text: accord.slice(1) })
  await world.work()
  world.control.edit({ chat: ada, messageId: said.id, text: accord })
  await workTwice(world, 'sendMessage')
  expect(world.last(ada).text).toMatch(/^2003 Honda Accord/)
})

test('a VIN that was asked for is compared when the queue brings it again', async () => {
  await using world = await startBotWorld()
  await world.ask(ada, accord)
  await world.ask(ada, 'compare it')
  world.control.say({ chat: ada, text: corolla })
  await workTwice(world, 'sendMessage')
  expect(world.last(ada).text).toMatch(/^Comparison\n/)
})
