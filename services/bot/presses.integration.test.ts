import type { Message, Update } from 'grammy/types'
import { expect, test } from 'vitest'
import { callbackKeyOf, signPress } from '../../alerts/callback-data.ts'
import { readyGroupId as group, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { patienceMs } from '../../platform/embedded/telegram/test-bench.ts'
import { callbackKey, startBotWorld } from '../../test/support/bot-world.ts'

const { ada, ben } = readyPeople
const all = [['Everything ✓', 'Only critical', 'Stop']]
const narrowed = [['Everything', 'Only critical ✓', 'Stop']]
test('a button of another is answered with who may press it, and changes nothing', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(group, '/subscribe', ada)
  const before = await world.held(group)
  const pressed = await world.press({ chat: group, messageId: id, from: ben, button: 'Stop' })
  expect(pressed.toast).toMatch(/^Only Ada, who asked for it, may press this/)
  expect(world.last(group)).toMatchObject({ id, edits: [] })
  expect(await world.held(group)).toEqual(before)
  await world.press({ chat: group, messageId: id, from: ada, button: 'Only critical' })
  expect(await world.held(group)).toMatchObject({ severity: 'critical', chatType: 'group' })
})

const subscribePress = { verb: 'subscribe', id: 'critical', version: 0 }
test.each<{ name: string; data: string }>([
  { name: 'one without a signature', data: 'unsubscribe.all.0' },
  { name: 'one with a signature made up', data: 'unsubscribe.all.0.AAAAAAAAAAA' },
  { name: 'one of another chat', data: signPress(subscribePress, { chat: ben, user: ada }, callbackKey) },
  { name: 'one of another user', data: signPress(subscribePress, { chat: ada, user: ben }, callbackKey) },
  { name: 'one that anyone may press', data: signPress(subscribePress, { chat: ada, user: null }, callbackKey) },
  { name: 'one of another bot', data: signPress(subscribePress, { chat: ada, user: ada }, callbackKeyOf('2:x')) },
  {
    name: 'one that asks for what nobody offers',
    data: signPress({ verb: 'scale', id: 'web', version: 9 }, { chat: ada, user: ada }, callbackKey),
  },
  {
    name: 'one that narrows to what cannot be chosen',
    data: signPress({ ...subscribePress, id: 'info' }, { chat: ada, user: ada }, callbackKey),
  },
  { name: 'a text of any kind', data: '<b>\u0000 & ünïcode' },
])('of buttons that do not work $name is answered politely', async ({ data }) => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  const before = await world.held(ada)
  expect((await world.press({ chat: ada, messageId: id, data })).toast).toMatch(/^This button is not yours, or/)
  expect(world.last(ada)).toMatchObject({ id, edits: [] })
  expect(await world.held(ada)).toEqual(before)
})

const groupChat = { id: group, type: 'group' as const, title: 'Operations' }
const channel = { id: -1_001_000_000_009, type: 'channel' as const, title: 'News' }
const anonymous = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }
const channelBot = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' }

test.each<{ name: string; spoken: Partial<Message> }>([
  { name: 'an anonymous admin', spoken: { from: anonymous, sender_chat: groupChat } },
  { name: 'a channel', spoken: { from: channelBot, sender_chat: channel } },
  { name: 'a post of nobody', spoken: {} },
])('$name may neither begin nor end a subscription, and is told so', async ({ spoken }) => {
  await using world = await startBotWorld()
  const says = async (text: string) => {
    const entities = [{ type: 'bot_command' as const, offset: 0, length: text.length }]
    const message = { message_id: 900, date: 1, chat: groupChat, text, entities, ...spoken } as Update['message']
    world.control.pushUpdate(group, { message } as Omit<Update, 'update_id'>)
    await world.work()
    return world.last(group).text
  }
  expect(await says('/subscribe')).toMatch(/^I cannot see who asks/)
  expect(await world.held(group)).toBeNull()
  await world.ask(group, '/subscribe', ada)
  expect(await says('/unsubscribe')).toMatch(/^I cannot see who asks/)
  expect(await world.held(group)).not.toBeNull()
})

test('an anonymous admin may not press either', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(group, '/subscribe', ada)
  const [button] = world.last(group).buttons.flat()
  const queryId = world.control.press({ chat: group, messageId: id, from: ada, data: button?.data ?? '' })
  const [update] = await world.api.getUpdates({ offset: -1 })
  if (update?.callback_query === undefined) throw new Error('the press was told')
  await world.bot.handleUpdate({ ...update, callback_query: { ...update.callback_query, from: anonymous } })
  expect((await world.control.waitForAnswer(queryId, patienceMs))?.text).toMatch(/^I cannot see who asks/)
})

test('with the probe away a press says to try again and leaves the message; then it works', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  world.probeGoes(true)
  const pressed = await world.press({ chat: ada, messageId: id, button: 'Only critical' })
  expect(pressed.toast).toMatch(/try again/)
  expect(world.last(ada)).toMatchObject({ id, edits: [] })
  expect((await world.ask(ada, '/subscribe')).buttons).toEqual([])
  world.probeGoes(false)
  await world.press({ chat: ada, messageId: id, button: 'Only critical' })
  expect(world.labels(ada, id)).toEqual(narrowed)
})

test.each([
  {
    method: 'answerCallbackQuery',
    description: 'query is too old and response timeout expired or query ID is invalid',
  },
  {
    method: 'editMessageText',
    description: 'message is not modified: specified new message content and reply markup…',
  },
  { method: 'editMessageText', description: "message can't be edited" },
  { method: 'editMessageText', description: 'message to edit not found' },
  { method: 'editMessageText', description: 'MESSAGE_ID_INVALID' },
])('$method refused as "$description": the press is done all the same', async ({ method, description }) => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  const fault = { kind: 'error' as const, code: 400, description: `Bad Request: ${description}` }
  world.control.failNext({ method, count: 1, fault })
  world.control.press({ chat: ada, messageId: id, button: 'Only critical' })
  await world.work()
  expect(await world.held(ada)).toMatchObject({ severity: 'critical' })
  expect(world.labels(ada)).toEqual(method === 'editMessageText' ? all : narrowed)
})

test('a press that waited longer than Telegram waits for its answer, below a message of last week, still works', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  world.time.advance(7 * 24 * 3_600_000)
  world.control.press({ chat: ada, messageId: id, button: 'Only critical' })
  world.time.advance(60_000)
  await world.work()
  expect(world.labels(ada)).toEqual(narrowed)
})

test('a failing Telegram leaves the press to the queue, which finishes it', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, '/subscribe')
  world.control.failNext({ method: 'editMessageText', count: 1, fault: { kind: 'server-error' } })
  world.control.press({ chat: ada, messageId: id, button: 'Only critical' })
  const [update] = await world.api.getUpdates({ offset: -1 })
  if (update === undefined) throw new Error('the press was told')
  await expect(world.bot.handleUpdate(update)).rejects.toThrow()
  const once = await world.held(ada)
  expect(once).toMatchObject({ severity: 'critical' })
  await world.bot.handleUpdate(update)
  expect(world.labels(ada)).toEqual(narrowed)
  expect(await world.held(ada)).toEqual(once)
})
