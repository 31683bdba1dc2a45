import { GrammyError, InputFile } from 'grammy'
import { expect, test } from 'vitest'
import { readyGroupId, readyPeople } from './start-state.ts'
import { pixel, startBench, token } from './test-bench.ts'

const { ada, ben } = readyPeople

async function startedBench() {
  const bench = await startBench()
  bench.control.say({ chat: ada, text: '/start' })
  return bench
}

const refused = (description: string) => ({ error_code: 400, description: `Bad Request: ${description}` })

test('a message comes back as Telegram tells it', async () => {
  await using bench = await startedBench()
  const sent = await bench.api.sendMessage(ada, ' <b>Honda</b> /vin ', { parse_mode: 'HTML' })
  expect(sent).toEqual({
    message_id: 2,
    date: Math.floor(bench.time.clock() / 1000),
    chat: { id: ada, type: 'private', first_name: 'Ada', username: 'ada_on_call' },
    from: { id: 1000000001, is_bot: true, first_name: 'IntelAuto', username: 'intelauto_bot' },
    text: 'Honda /vin',
    entities: [
      { type: 'bold', offset: 0, length: 5 },
      { type: 'bot_command', offset: 6, length: 4 },
    ],
  })
})

const button = (data: string) => ({
  text: 'x',
  options: { reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: data }]] } },
})

test.each<{ name: string; text: string; options?: object; description: string }>([
  { name: 'no text', text: '', description: 'message text is empty' },
  { name: 'white space alone', text: ' \n ', description: 'text must be non-empty' },
  { name: 'one character too many', text: 'x'.repeat(4097), description: 'message is too long' },
  {
    name: 'broken HTML',
    text: 'a <b>cut',
    options: { parse_mode: 'HTML' },
    description: 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
  },
  {
    name: 'an unescaped dot in MarkdownV2',
    text: '1.5',
    options: { parse_mode: 'MarkdownV2' },
    description: "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
  },
  { name: 'an unknown mode', text: 'x', options: { parse_mode: 'BBCode' }, description: 'unsupported parse_mode' },
  {
    name: 'a button that is nothing',
    text: 'x',
    options: { reply_markup: { inline_keyboard: [[null]] } },
    description: 'an object expected as inline keyboard button',
  },
  { name: 'callback data of 65 bytes', ...button(`${'é'.repeat(32)}x`), description: 'BUTTON_DATA_INVALID' },
  {
    name: 'an answer to a message that is not there',
    text: 'x',
    options: { reply_parameters: { message_id: 99 } },
    description: 'message to be replied not found',
  },
  {
    name: 'a topic that is not there',
    text: 'x',
    options: { message_thread_id: 7 },
    description: 'message thread not found',
  },
])('$name is refused', async ({ text, options, description }) => {
  await using bench = await startedBench()
  await expect(bench.api.sendMessage(ada, text, options)).rejects.toMatchObject(refused(description))
  expect(bench.control.transcript(ada)).toHaveLength(1)
})

test.each<{ name: string; text: string; options?: object }>([
  {
    name: '4096 characters after the marks are gone',
    text: `<b>${'x'.repeat(4096)}</b>`,
    options: { parse_mode: 'HTML' },
  },
  { name: 'callback data of 64 bytes', ...button('é'.repeat(32)) },
  {
    name: 'an answer to nothing, when that is allowed',
    text: 'x',
    options: { reply_parameters: { message_id: 99, allow_sending_without_reply: true } },
  },
])('$name is taken', async ({ text, options }) => {
  await using bench = await startedBench()
  await expect(bench.api.sendMessage(ada, text, options)).resolves.toMatchObject({ message_id: 2 })
})

test('an unknown chat, an unknown method and a wrong token each get their answer', async () => {
  await using bench = await startBench()
  await expect(bench.api.sendMessage(77, 'x')).rejects.toMatchObject(refused('chat not found'))
  const ask = async (path: string) => {
    const response = await fetch(`${bench.url}/${path}`)
    return { status: response.status, body: await response.json() }
  }
  expect(await ask(`bot${token}/sendPigeon`)).toEqual({
    status: 404,
    body: { ok: false, error_code: 404, description: 'Not Found: method not found' },
  })
  expect(await ask('bot1:wrong/getMe')).toEqual({
    status: 401,
    body: { ok: false, error_code: 401, description: 'Unauthorized' },
  })
  expect(await ask(`bot${token}/GETME`)).toMatchObject({ status: 200, body: { ok: true } })
})

test.each([
  { name: 'JSON', type: 'application/json', body: '{"chat_id":"1001","text":"hi"}' },
  { name: 'a form', type: 'application/x-www-form-urlencoded', body: 'chat_id=1001&text=hi' },
  {
    name: 'multipart',
    type: 'multipart/form-data; boundary=b',
    body: '--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n1001\r\n--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi\r\n--b--',
  },
])('a body of $name is read', async ({ type, body }) => {
  await using bench = await startedBench()
  const response = await fetch(`${bench.url}/bot${token}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  })
  expect(await response.json()).toMatchObject({ ok: true, result: { text: 'hi', message_id: 2 } })
})

test('what a request breaks is its own 500', async () => {
  await using bench = await startedBench()
  const sending = bench.api.raw.sendMediaGroup({ chat_id: ada, media: [null, null] as never })
  await expect(sending).rejects.toMatchObject({ error_code: 500, description: 'Internal Server Error' })
  expect(bench.control.calls().at(-1)?.outcome).toMatchObject({ status: 500, carriedOut: false })
})

test('a body that is no JSON is told so', async () => {
  await using bench = await startedBench()
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${bench.url}/bot${token}/sendMessage`, { method: 'POST', headers, body: '{"chat_id":' })
  expect([response.status, await response.json()]).toEqual([
    400,
    { ok: false, error_code: 400, description: "Bad Request: can't parse JSON object" },
  ])
})

test('nobody gets a message who never wrote, blocked the bot, or is gone', async () => {
  await using bench = await startBench()
  const sending = (chat: number) => bench.api.sendMessage(chat, 'x').catch((error: GrammyError) => error.description)
  expect(await sending(ben)).toBe("Forbidden: bot can't initiate conversation with a user")
  bench.control.say({ chat: ben, text: 'hi' })
  expect(await sending(ben)).toMatchObject({ text: 'x' })
  bench.control.block(ben)
  expect(await sending(ben)).toBe('Forbidden: bot was blocked by the user')
  bench.control.unblock(ben)
  bench.control.deactivate(ben)
  expect(await sending(ben)).toBe('Forbidden: user is deactivated')
  bench.control.kick(readyGroupId)
  expect(await sending(readyGroupId)).toBe('Forbidden: bot was kicked from the group chat')
})

test('an edit is seen in its place, with what was there before', async () => {
  await using bench = await startedBench()
  const reply_markup = { inline_keyboard: [[{ text: 'Acknowledge', callback_data: 'ack' }]] }
  const { message_id } = await bench.api.sendMessage(ada, 'down', { reply_markup })
  bench.time.advance(5000)
  const edited = await bench.api.editMessageText(ada, message_id, 'up')
  expect(edited).toMatchObject({ message_id, text: 'up', edit_date: Math.floor(bench.time.clock() / 1000) })
  expect(bench.control.transcript(ada).at(-1)).toMatchObject({
    text: 'up',
    buttons: [],
    edits: [{ text: 'down', buttons: [[{ text: 'Acknowledge', data: 'ack' }]] }],
  })
})

test('edits that change nothing, or nothing of the bot, are refused', async () => {
  await using bench = await startedBench()
  const { message_id } = await bench.api.sendMessage(ada, 'down')
  await bench.api.editMessageText(ada, message_id, '<i>up</i>', { parse_mode: 'HTML' })
  const same = bench.api.editMessageText(ada, message_id, '<i>up</i>', { parse_mode: 'HTML' })
  await expect(same).rejects.toMatchObject({
    error_code: 400,
    description: expect.stringContaining('message is not modified'),
  })
  await expect(bench.api.editMessageText(ada, 99, 'x')).rejects.toMatchObject(refused('message to edit not found'))
  await expect(bench.api.editMessageText(ada, 1, 'x')).rejects.toMatchObject(refused("message can't be edited"))
  await expect(bench.api.editMessageCaption(ada, message_id, { caption: 'x' })).rejects.toMatchObject(
    refused('there is no caption in the message to edit'),
  )
})

test('buttons can be changed alone, and a deleted message is gone for good', async () => {
  await using bench = await startedBench()
  const { message_id } = await bench.api.sendMessage(ada, 'down')
  const reply_markup = { inline_keyboard: [[{ text: 'Open', url: 'https://example.org/' }]] }
  await bench.api.editMessageReplyMarkup(ada, message_id, { reply_markup })
  expect(bench.control.transcript(ada).at(-1)).toMatchObject({ text: 'down', buttons: [[{ text: 'Open' }]] })
  await bench.api.deleteMessage(ada, message_id)
  await expect(bench.api.deleteMessage(ada, message_id)).rejects.toMatchObject(refused('message to delete not found'))
  await expect(bench.api.editMessageText(ada, message_id, 'x')).rejects.toMatchObject(
    refused('message to edit not found'),
  )
})

test('a message of two days can no longer be deleted', async () => {
  await using bench = await startedBench()
  const first = await bench.api.sendMessage(ada, 'one')
  const second = await bench.api.sendMessage(ada, 'two')
  bench.time.advance(48 * 3600_000 - 1000)
  await bench.api.deleteMessage(ada, first.message_id)
  bench.time.advance(1000)
  await expect(bench.api.deleteMessage(ada, second.message_id)).rejects.toMatchObject(
    refused("message can't be deleted"),
  )
})

test('a photo goes up and the same bytes come down', async () => {
  await using bench = await startedBench()
  const sent = await bench.api.sendPhoto(ada, new InputFile(pixel, 'car.png'), {
    caption: 'a *car*',
    parse_mode: 'MarkdownV2',
  })
  expect(sent).toMatchObject({ caption: 'a car', caption_entities: [{ type: 'bold', offset: 2, length: 3 }] })
  const file = await bench.api.getFile(sent.photo.at(-1)?.file_id ?? '')
  expect(file.file_size).toBe(pixel.length)
  const response = await fetch(`${bench.apiRoot}/file/bot${token}/${file.file_path}`)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(pixel)
  const again = await bench.api.sendPhoto(ada, file.file_id)
  expect(again.photo.at(-1)?.file_unique_id).toBe(sent.photo.at(-1)?.file_unique_id)
})

test('a photo of a person reaches the bot in several sizes', async () => {
  await using bench = await startBench()
  const large = Buffer.from(pixel)
  large.writeUInt32BE(2000, 16)
  large.writeUInt32BE(1000, 20)
  bench.control.sendPhoto({
    chat: ada,
    upload: { filename: 'v.png', mimeType: 'image/png', bytes: large },
    caption: 'my VIN',
  })
  const [update] = await bench.api.getUpdates()
  expect(update?.message).toMatchObject({ caption: 'my VIN', from: { id: ada } })
  expect(update?.message?.photo?.map(({ width, height }) => [width, height])).toEqual([
    [90, 45],
    [320, 160],
    [800, 400],
    [1280, 640],
  ])
})

test('an album of a person reaches the bot as messages of one group', async () => {
  await using bench = await startBench()
  const send = (filename: string, album?: string) =>
    bench.control.sendPhoto({ chat: ada, upload: { filename, mimeType: 'image/png', bytes: pixel }, album })
  send('1.png', 'holiday')
  send('2.png', 'holiday')
  send('3.png')
  const updates = await bench.api.getUpdates()
  expect(updates.map(({ message }) => message?.media_group_id)).toEqual(['holiday', 'holiday', undefined])
})

test('files that are not what they should be are refused', async () => {
  await using bench = await startedBench()
  const text = new InputFile(Buffer.from('hello'), 'a.txt')
  await expect(bench.api.sendPhoto(ada, text)).rejects.toMatchObject(refused('IMAGE_PROCESS_FAILED'))
  await expect(bench.api.sendPhoto(ada, 'nonsense')).rejects.toMatchObject(
    refused('wrong file identifier/HTTP URL specified'),
  )
  await expect(bench.api.getFile('nonsense')).rejects.toMatchObject(
    refused('wrong file_id or the file is temporarily unavailable'),
  )
  const sent = await bench.api.sendDocument(ada, new InputFile(Buffer.from('hello'), 'a.txt'))
  expect(sent.document).toMatchObject({ file_name: 'a.txt', file_size: 5 })
  await expect(bench.api.sendPhoto(ada, sent.document.file_id)).rejects.toMatchObject({ error_code: 400 })
})

test('no path leads out of the files', async () => {
  await using bench = await startBench()
  const response = await fetch(`${bench.url}/file/bot${token}/..%2f..%2fetc%2fpasswd`)
  expect(response.status).toBe(404)
})

test('an album is one message for each picture', async () => {
  await using bench = await startedBench()
  const album = await bench.api.sendMediaGroup(ada, [
    { type: 'photo', media: new InputFile(pixel, '1.png'), caption: 'one' },
    { type: 'photo', media: new InputFile(pixel, '2.png') },
  ])
  expect(album.map(({ message_id }) => message_id)).toEqual([2, 3])
  const albums = album.map((message) => ('media_group_id' in message ? message.media_group_id : undefined))
  expect(albums).toEqual(['album-1', 'album-1'])
})

test('commands and words about the bot are kept', async () => {
  await using bench = await startBench()
  const commands = [{ command: 'vin', description: 'Look up a VIN' }]
  await bench.api.setMyCommands(commands)
  await bench.api.setMyDescription('Answers what a vehicle is.')
  expect(await bench.api.getMyCommands()).toEqual(commands)
  expect(bench.control.commands()).toEqual(commands)
  expect(await bench.api.getMyDescription()).toEqual({ description: 'Answers what a vehicle is.' })
  await bench.api.deleteMyCommands()
  expect(await bench.api.getMyCommands()).toEqual([])
  const invalid = bench.api.setMyCommands([{ command: 'Has Blank', description: 'x' }])
  await expect(invalid).rejects.toMatchObject(refused('BOT_COMMAND_INVALID'))
})

test('who is in a chat can be asked', async () => {
  await using bench = await startBench()
  expect(await bench.api.getChat(readyGroupId)).toMatchObject({ title: 'Operations', type: 'group' })
  expect(await bench.api.getChatMember(readyGroupId, ada)).toMatchObject({
    status: 'creator',
    user: { first_name: 'Ada' },
  })
  expect(await bench.api.getChatMember(readyGroupId, ben)).toMatchObject({ status: 'member' })
  bench.control.promote(readyGroupId)
  const admins = await bench.api.getChatAdministrators(readyGroupId)
  expect(admins.map(({ user }) => user.first_name).sort()).toEqual(['Ada', 'IntelAuto'])
})

test('a pin needs the right to pin', async () => {
  await using bench = await startBench()
  const { message_id } = await bench.api.sendMessage(readyGroupId, 'read me')
  const pinning = () => bench.api.pinChatMessage(readyGroupId, message_id)
  await expect(pinning()).rejects.toMatchObject(refused('not enough rights to manage pinned messages in the chat'))
  bench.control.promote(readyGroupId)
  await pinning()
  expect((await bench.api.getChat(readyGroupId)).pinned_message?.message_id).toBe(message_id)
  await bench.api.unpinChatMessage(readyGroupId)
  expect((await bench.api.getChat(readyGroupId)).pinned_message).toBeUndefined()
})

test('a group that became a supergroup sends to its new id', async () => {
  await using bench = await startBench()
  await bench.api.sendMessage(readyGroupId, 'before')
  const moved = bench.control.migrate(readyGroupId)
  const error = await bench.api.sendMessage(readyGroupId, 'after').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(GrammyError)
  expect(error).toMatchObject({
    ...refused('group chat was upgraded to a supergroup chat'),
    parameters: { migrate_to_chat_id: moved },
  })
  await expect(bench.api.sendMessage(moved, 'after')).resolves.toMatchObject({ chat: { type: 'supergroup' } })
  expect(await bench.api.getUpdates()).toMatchObject([
    { message: { chat: { id: readyGroupId }, migrate_to_chat_id: moved } },
    { message: { chat: { id: moved }, migrate_from_chat_id: readyGroupId } },
  ])
})

test('a topic keeps its messages together', async () => {
  await using bench = await startBench()
  const forum = bench.control.addGroup('Fleet', [ada], true).id
  const topic = bench.control.addTopic(forum, 'Alerts')
  const sent = await bench.api.sendMessage(forum, 'down', { message_thread_id: topic })
  expect(sent).toMatchObject({ message_thread_id: topic, is_topic_message: true })
  bench.control.say({ chat: forum, topic, text: '/status' })
  expect((await bench.api.getUpdates()).at(-1)?.message).toMatchObject({ message_thread_id: topic, text: '/status' })
})
