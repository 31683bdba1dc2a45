import { expect, test } from 'vitest'
import { toldBy } from '../../alerts/test-bench.ts'
import { readyGroupId as group, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { patienceMs } from '../../platform/embedded/telegram/test-bench.ts'
import { startBotWorld } from '../../test/support/bot-world.ts'

const { ada, ben } = readyPeople
const all = [['Everything ✓', 'Only critical', 'Stop']]
const narrowed = [['Everything', 'Only critical ✓', 'Stop']]
const stopped = [['Everything', 'Only critical', 'Stop ✓']]

test('a chat subscribes to everything, and its buttons narrow that, end it and begin it again', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  expect(world.last(ada).text).toMatch(/^This chat will be told when something breaks/)
  expect(world.labels(ada)).toEqual(all)
  const press = (button: string) => world.press({ chat: ada, messageId: id, button })

  expect(await press('Only critical')).toMatchObject({ toast: 'This chat will be told of what is critical.' })
  expect(world.last(ada)).toMatchObject({ id, text: expect.stringMatching(/something critical breaks/) })
  expect(world.labels(ada)).toEqual(narrowed)
  expect(await world.held(ada)).toMatchObject({ severity: 'critical', chatType: 'private' })

  expect(await press('Stop')).toMatchObject({ toast: 'This chat will not be told any more.' })
  expect(world.labels(ada)).toEqual(stopped)
  expect(await world.held(ada)).toBeNull()

  expect(await press('Everything')).toMatchObject({ toast: 'This chat will be told of everything.' })
  expect(world.labels(ada)).toEqual(all)
  expect(await world.held(ada)).toMatchObject({ severity: 'all' })
})

test('asked again it says what holds, and so do its buttons', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  await world.press({ chat: ada, messageId: id, button: 'Only critical' })
  expect((await world.ask(ada, '/subscribe')).text).toMatch(/^This chat is subscribed to what is critical already/)
  expect(world.labels(ada)).toEqual(narrowed)
  expect((await world.ask(ada, '/unsubscribe')).text).toMatch(/^This chat will not be told any more/)
  expect(world.labels(ada)).toEqual(stopped)
})

test('pressing what holds already is answered and changes nothing', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  const before = await world.held(ada)
  const pressed = await world.press({ chat: ada, messageId: id, button: 'Everything ✓' })
  expect(pressed.toast).toBe('This chat will be told of everything.')
  expect(world.last(ada)).toMatchObject({ id, edits: [] })
  expect(await world.held(ada)).toEqual(before)
})

test('a press that comes again, right after or much later, is carried out once', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  const { updates } = await world.press({ chat: ada, messageId: id, button: 'Only critical' })
  const once = await world.held(ada)
  for (const update of updates) await world.bot.handleUpdate(update)
  expect(await world.held(ada)).toEqual(once)
  await world.press({ chat: ada, messageId: id, button: 'Everything' })
  const widened = await world.held(ada)
  for (const update of updates) await world.bot.handleUpdate(update)
  expect(await world.held(ada)).toEqual(widened)
  expect(world.labels(ada)).toEqual(all)
})

test('buttons that show what does not hold any more change nothing, show what does, and work from then on', async () => {
  await using world = await startBotWorld()
  const hers = await world.ask(group, '/subscribe', ada)
  const his = await world.ask(group, '/subscribe', ben)
  await world.press({ chat: group, messageId: his.id, from: ben, button: 'Only critical' })
  const pressed = await world.press({ chat: group, messageId: hers.id, from: ada, button: 'Stop' })
  expect(pressed.toast).toMatch(/^That was changed meanwhile/)
  expect(await world.held(group)).toMatchObject({ severity: 'critical' })
  expect(world.labels(group, hers.id)).toEqual(narrowed)
  await world.press({ chat: group, messageId: hers.id, from: ada, button: 'Stop' })
  expect(await world.held(group)).toBeNull()
})

test('a warning reaches only the chat that wants everything, what is critical both, and each reads how it ends', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  await world.press({ chat: ada, messageId: id, button: 'Only critical' })
  await world.ask(ben, '/subscribe')
  const set = (failures: typeof world.slow, value: number) => {
    failures.set('web', value)
    world.alerts.wake()
  }
  const reads = (chat: number, text: string) => world.control.waitForMessage({ chat, text }, patienceMs)

  set(world.slow, 3)
  await reads(ben, 'web is slow')
  set(world.critical, 3)
  await Promise.all([reads(ada, 'web is down'), reads(ben, 'web is down')])
  set(world.slow, 0)
  await reads(ben, 'Resolved: web is slow')
  set(world.critical, 0)
  await Promise.all([reads(ada, 'Resolved: web is down'), reads(ben, 'Resolved: web is down')])

  const told = (chat: number) => world.control.transcript(chat).flatMap(({ text }) => toldBy(text))
  const down = (kind: string) => ({ kind, what: 'web is down' })
  const isSlow = (kind: string) => ({ kind, what: 'web is slow' })
  expect(told(ada)).toEqual([down('opened'), down('resolved')])
  expect(told(ben)).toEqual([isSlow('opened'), down('opened'), isSlow('resolved'), down('resolved')])
})
