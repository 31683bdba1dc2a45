import { afterAll, beforeAll, expect, test } from 'vitest'
import { readyGroupId as group, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { pixel, token } from '../../platform/embedded/telegram/test-bench.ts'
import { barcodePicture } from '../../test/support/barcode-pictures.ts'
import { startBotWorld } from '../../test/support/bot-world.ts'

const { ben } = readyPeople
const accord = '1HGCM82633A004352'
const corolla = '2T1BURHE0JC014702'
const accordTold = /^2003 Honda Accord\n1HGCM82633A004352/u

let world: Awaited<ReturnType<typeof startBotWorld>>
let ofAccord: Buffer
let ofCorolla: Buffer
let ofAddress: Buffer
beforeAll(async () => {
  world = await startBotWorld()
  ofAccord = await barcodePicture('code128', accord)
  ofCorolla = await barcodePicture('code39', corolla)
  ofAddress = await barcodePicture('qrcode', 'https://example.org/')
})
afterAll(() => world?.[Symbol.asyncDispose]())
const newcomer = () => world.control.addPerson('Dana').id

interface Sent {
  chat: number
  from?: number
  bytes?: Buffer
  caption?: string
  album?: string
  mimeType?: string
  as?: 'photo' | 'document'
}

async function send({ bytes = ofAccord, as = 'photo', mimeType = 'image/png', ...sent }: Sent) {
  const upload = { filename: 'label.png', mimeType, bytes }
  if (as === 'photo') world.control.sendPhoto({ ...sent, upload })
  else world.control.sendDocument({ ...sent, upload })
  await world.work()
}
const answersIn = (chat: number) =>
  world.control
    .transcript(chat)
    .filter(({ from }) => from.isBot)
    .map(({ text }) => text)

test.each<{ name: string; sent: Omit<Sent, 'chat'> }>([
  { name: 'a photo', sent: {} },
  { name: 'a picture that comes as a file', sent: { as: 'document' } },
  { name: 'a file without a kind', sent: { as: 'document', mimeType: 'application/octet-stream' } },
  { name: 'a photo with words that name no VIN', sent: { caption: 'what is this?' } },
])('$name of a barcode is answered like its VIN', async ({ sent }) => {
  const dana = newcomer()
  await send({ chat: dana, ...sent })
  expect(answersIn(dana)).toEqual([expect.stringMatching(accordTold)])
  expect(world.labels(dana)?.[0]).toEqual(['Details', 'Refresh'])
  expect((await world.ask(dana, '/history')).text).toContain(accord)
})

test.each<{ name: string; sent: () => Omit<Sent, 'chat'>; answer: RegExp }>([
  { name: 'no barcode', sent: () => ({ bytes: pixel }), answer: /^I see no barcode/u },
  { name: 'a barcode without a VIN', sent: () => ({ bytes: ofAddress }), answer: /but no VIN in it/u },
  {
    name: 'no picture behind a picture name',
    sent: () => ({ bytes: Buffer.from('hello'), as: 'document' }),
    answer: /^I cannot read this file as a picture/u,
  },
  {
    name: 'a file of another kind',
    sent: () => ({ bytes: ofAccord, as: 'document', mimeType: 'application/pdf' }),
    answer: /^I cannot read this file as a picture/u,
  },
  {
    name: 'more than Telegram lets a bot have',
    sent: () => ({ bytes: Buffer.alloc(20 * 1024 * 1024 + 1), as: 'document' }),
    answer: /^This picture is too large/u,
  },
])('$name is told', async ({ sent, answer }) => {
  const dana = newcomer()
  await send({ chat: dana, ...sent() })
  expect(answersIn(dana)).toEqual([expect.stringMatching(answer)])
})

test('a VIN in the words below wins, and another in the picture is told apart', async () => {
  const dana = newcomer()
  await send({ chat: dana, bytes: ofCorolla, caption: `this one: ${accord}` })
  expect(answersIn(dana)).toEqual([
    expect.stringMatching(accordTold),
    `The barcode in the picture says something else: ${corolla}`,
  ])
})

test('the same VIN in both is answered once, and so is one with a picture that shows none', async () => {
  const dana = newcomer()
  await send({ chat: dana, caption: accord })
  await send({ chat: dana, bytes: pixel, caption: accord })
  expect(answersIn(dana)).toEqual([expect.stringMatching(accordTold), expect.stringMatching(accordTold)])
})

test('of an album each barcode is answered, once, and what shows none is not complained of', async () => {
  const dana = newcomer()
  for (const bytes of [ofAccord, pixel, ofAccord, ofCorolla, pixel]) await send({ chat: dana, bytes, album: 'sale' })
  expect(answersIn(dana)).toEqual([expect.stringMatching(accordTold), expect.stringContaining(corolla)])
})

test('an album without a barcode is complained of once; the next one again', async () => {
  const dana = newcomer()
  for (const album of ['one', 'one', 'two']) await send({ chat: dana, bytes: pixel, album })
  expect(answersIn(dana)).toHaveLength(2)
})

test('a picture that answers the question for another VIN is compared', async () => {
  const dana = newcomer()
  const { id } = await world.ask(dana, accord)
  await world.press({ chat: dana, messageId: id, button: 'Compare' })
  await send({ chat: dana, bytes: ofCorolla })
  expect(world.last(dana).text).toMatch(/^Comparison\n\nA {2}2003 Honda Accord\n.*\nB {2}2018 Toyota Corolla\n/u)
})

test('a picture that Telegram does not give is told', async () => {
  const dana = newcomer()
  const fault = { kind: 'error' as const, code: 400, description: 'Bad Request: file is temporarily unavailable' }
  world.control.failNext({ method: 'getFile', count: 1, fault })
  await send({ chat: dana })
  expect(answersIn(dana)).toEqual([expect.stringMatching(/^Telegram did not give me/u)])
})

test('a failing Telegram leaves the picture to the queue, without a word of the token', async () => {
  const dana = newcomer()
  world.control.failNext({ method: 'getFile', count: 1, fault: { kind: 'server-error' } })
  world.control.sendPhoto({ chat: dana, upload: { filename: 'a.png', mimeType: 'image/png', bytes: ofAccord } })
  const error = await world.work().catch((failure: unknown) => failure)
  expect(error).toBeInstanceOf(Error)
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(token)
})

test('in a group a picture is read when it is sent to the bot, and otherwise left alone', async () => {
  const chat = { id: group, type: 'group' as const, title: 'Operations' }
  const photo = [{ file_id: 'PH-none', file_unique_id: 'x', width: 1, height: 1 }]
  const before = answersIn(group).length
  const from = { id: ben, is_bot: false, first_name: 'Ben' }
  world.control.pushUpdate(group, { message: { message_id: 900, date: 1, chat, from, photo } })
  await world.work()
  expect(answersIn(group)).toHaveLength(before)
  await send({ chat: group, from: ben, caption: '/vin' })
  await send({ chat: group, from: ben, caption: '@intelauto_bot please' })
  expect(answersIn(group).slice(before)).toEqual([expect.stringMatching(accordTold), expect.stringMatching(accordTold)])
})
