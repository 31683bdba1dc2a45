import { expect, test } from 'vitest'
import { signPress } from '../../alerts/callback-data.ts'
import { readyGroupId as group, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { callbackKey, startBotWorld } from '../../test/support/bot-world.ts'
import { accordVin as accord, corollaVin as corolla, legendVin as legend } from '../../test/support/vins.ts'

const { ada, ben } = readyPeople
const short = [
  ['Details', 'Refresh'],
  ['Save', 'Compare'],
]
const detailed = [
  ['Less', 'Refresh'],
  ['Saved ✓', 'Compare'],
]
type World = Awaited<ReturnType<typeof startBotWorld>>

const savedAt = async ({ lookups }: World, account: string) => {
  const rows = await lookups.database.query<{ vin: string; saved_at: Date | null }>(
    'select vin, saved_at from vehicles where account = $1 order by vin',
    [account],
  )
  return rows.map(({ vin, saved_at }) => [vin, saved_at?.getTime() ?? null])
}
const used = async ({ lookups }: World, person: number): Promise<number> => {
  const [row] = await lookups.database.query<{ used: number }>('select used from account_usage where account = $1', [
    `telegram:${person}`,
  ])
  return row?.used ?? 0
}
const spend = async ({ quota }: World, person: number, lookups: number) => {
  await quota.chargeUpTo({ account: `telegram:${person}`, plan: 'free' }, lookups)
}

test('a vehicle is told in short, in full and in short again, in the one message', async () => {
  await using world = await startBotWorld()
  const { id, text } = await world.ask(ada, `what is ${accord.toLowerCase()}, please?`)
  expect(text).toMatch(/^2003 Honda Accord\n1HGCM82633A004352\n\nType: Passenger car\nEngine: V6\n/)
  expect(world.labels(ada)).toEqual(short)

  await world.press({ chat: ada, messageId: id, button: 'Details' })
  expect(world.last(ada)).toMatchObject({
    id,
    text: expect.stringMatching(/\nTrim: EX-V6\n[\s\S]*\nCheck digit: 3, right/),
  })
  await world.press({ chat: ada, messageId: id, button: 'Less' })
  expect(world.last(ada)).toMatchObject({ id, text })
  expect(world.labels(ada)).toEqual(short)
})

test('a vehicle is saved for the one who asked and for nobody else, and let go again', async () => {
  await using world = await startBotWorld()
  await world.ask(ben, accord)
  const { id } = await world.ask(ada, accord)
  await world.press({ chat: ada, messageId: id, button: 'Details' })
  const pressed = await world.press({ chat: ada, messageId: id, button: 'Save' })
  expect(pressed.toast).toMatch(/^Saved\./)
  expect(world.labels(ada)).toEqual(detailed)
  const now = world.lookups.clock.now()
  expect(await savedAt(world, `telegram:${ada}`)).toEqual([[accord, now]])
  expect(await savedAt(world, `telegram:${ben}`)).toEqual([[accord, null]])

  await world.lookups.clock.pass(5000)
  for (const update of pressed.updates) await world.bot.handleUpdate(update)
  expect(await savedAt(world, `telegram:${ada}`)).toEqual([[accord, now]])
  expect((await world.ask(ada, accord)).buttons.flat().map(({ text }) => text)).toContain('Saved ✓')

  expect((await world.press({ chat: ada, messageId: id, button: 'Saved ✓' })).toast).toBe('No longer saved')
  expect(await savedAt(world, `telegram:${ada}`)).toEqual([[accord, null]])
})

test('a refreshed vehicle is decoded anew, and costs; what is kept does not', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, accord)
  expect(await used(world, ada)).toBe(1)
  for (const button of ['Details', 'Less']) await world.press({ chat: ada, messageId: id, button })
  await world.ask(ada, accord)
  await world.ask(ada, 'what engine?')
  expect(await used(world, ada)).toBe(1)
  expect((await world.press({ chat: ada, messageId: id, button: 'Refresh' })).toast).toBe('Looked up again')
  expect(await used(world, ada)).toBe(2)
  await world.ask(ada, 'look it up again')
  expect(await used(world, ada)).toBe(3)
})

test('several VINs get one answer with a button for each, and one by one their own buttons', async () => {
  await using world = await startBotWorld()
  const { text, id } = await world.ask(ada, `${accord} and ${corolla}`)
  expect(text).toMatch(/^2003 Honda Accord\n[\s\S]*———[\s\S]*2018 Toyota Corolla\n/)
  expect(world.labels(ada)).toEqual([['2003 Honda Accord'], ['2018 Toyota Corolla']])
  await world.press({ chat: ada, messageId: id, button: '2003 Honda Accord' })
  expect(world.last(ada).text).toMatch(/^2003 Honda Accord\n/)
  expect(world.last(ada).id).toBeGreaterThan(id)
  expect(world.labels(ada)).toEqual(short)
})

const serials = ['1', '2', '3', '4', '5', '6']
test.each([
  { found: 5, left: false },
  { found: 6, left: true },
])('of $found VINs in a message five are answered', async ({ found, left }) => {
  await using world = await startBotWorld()
  const vins = serials.slice(0, found).map((serial) => `1HGCM82633A00435${serial}`)
  const { text, buttons } = await world.ask(ada, vins.join('\n'))
  expect(buttons).toHaveLength(5)
  expect(text.includes('Send the others in another message.')).toBe(left)
})

test('the last lookup of the month is answered, the next is told when the month ends, what is known is still told', async () => {
  await using world = await startBotWorld()
  await spend(world, ada, 99)
  const { id } = await world.ask(ada, accord)
  expect(world.last(ada).text).toMatch(/^2003 Honda Accord/)
  const refused = await world.ask(ada, corolla)
  expect(refused.text).toMatch(/^The 100 lookups of this month are used up. They renew on December 1, 2026\./)
  expect(refused.buttons).toEqual([])
  expect((await world.press({ chat: ada, messageId: id, button: 'Refresh' })).toast).toMatch(
    /^The lookups of this month/,
  )
  expect((await world.ask(ada, accord)).text).toMatch(/^2003 Honda Accord/)
  expect((await world.ask(ada, `/compare ${accord} ${corolla}`)).text).toMatch(/^The 100 lookups/)
  expect(await used(world, ada)).toBe(100)
  expect((await world.ask(ben, corolla)).text).toMatch(/^2018 Toyota Corolla/)
})

test('of two VINs the month pays for one, and the answer tells both', async () => {
  await using world = await startBotWorld()
  await spend(world, ada, 99)
  const { text } = await world.ask(ada, `${accord} ${corolla}`)
  expect(text).toMatch(/^2003 Honda Accord\n[\s\S]*———\n\nThe 100 lookups of this month are used up/)
})

test.each<{ name: string; typed: string; answer: RegExp }>([
  {
    name: 'two VINs are put side by side',
    typed: `/compare ${accord} ${corolla}`,
    answer: /^Comparison\n\nA {2}2003 Honda/,
  },
  {
    name: 'so they are in plain words',
    typed: `compare ${accord} and ${corolla}`,
    answer: /\n≠ Make\nA {2}Honda\nB {2}Toyota\n/,
  },
  {
    name: 'what is the same stands at the end',
    typed: `/compare ${accord} ${corolla}`,
    answer: /The same in both\n[\s\S]*Type: Passenger car/,
  },
  {
    name: 'a VIN twice is no comparison',
    typed: `/compare ${accord} ${accord.toLowerCase()}`,
    answer: /^That is the same VIN twice/,
  },
  { name: 'nothing to compare tells how', typed: '/compare', answer: /^Send \/compare and two VINs/ },
  {
    name: 'a VIN that is none is told',
    typed: `/compare ${accord} 2T1BURHE0JC01470O`,
    answer: /^That is not a VIN: position 17 is the letter O/,
  },
  { name: 'one VIN without another before is looked up', typed: `/compare ${accord}`, answer: /^2003 Honda Accord\n/ },
])('$name', async ({ typed, answer }) => {
  await using world = await startBotWorld()
  expect((await world.ask(ada, typed)).text).toMatch(answer)
})

test('a vehicle is compared with the last one, by command, in words, by a button', async () => {
  await using world = await startBotWorld()
  const compared = /^Comparison\n\nA {2}2003 Honda Accord\n.*\nB {2}2018 Toyota Corolla\n/
  const { id } = await world.ask(ada, accord)
  expect((await world.ask(ada, `/compare ${corolla}`)).text).toMatch(compared)
  expect((await world.ask(ada, `compare it with ${corolla}`)).text).toMatch(compared)
  await world.press({ chat: ada, messageId: id, button: 'Compare' })
  expect(world.last(ada).text).toBe('Send me the VIN to compare 2003 Honda Accord with.')
  expect((await world.ask(ada, corolla)).text).toMatch(compared)
  expect((await world.ask(ada, legend)).text).toMatch(/^1993 Acura Legend/)
  expect((await world.ask(ada, 'compare it')).text).toBe('Send me the VIN to compare 1993 Acura Legend with.')
})

test('in a group only the one who asked presses the buttons of a vehicle', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(group, `/vin ${accord}`, ada)
  expect((await world.press({ chat: group, messageId: id, from: ben, button: 'Save' })).toast).toMatch(/^Only Ada, who/)
  expect(world.last(group)).toMatchObject({ id, edits: [] })
  expect(await savedAt(world, `telegram:${ben}`)).toEqual([])
  await world.press({ chat: group, messageId: id, from: ada, button: 'Save' })
  expect(await savedAt(world, `telegram:${ada}`)).toHaveLength(1)
})

test('the name of the one who asked turns nothing around', async () => {
  await using world = await startBotWorld()
  const { control } = world
  const eve = control.addPerson('\u202eEve\u2066').id
  const garage = control.addGroup('Garage', [eve, ben, control.bot().id]).id
  const { id } = await world.ask(garage, `/vin ${accord}`, eve)
  expect((await world.press({ chat: garage, messageId: id, from: ben, button: 'Save' })).toast).toMatch(
    /^Only Eve, who/,
  )
})

test('a button about a vehicle that is no more looks it up again', async () => {
  await using world = await startBotWorld()
  const { id } = await world.ask(ada, accord)
  await world.lookups.database.query('delete from vehicles')
  await world.press({ chat: ada, messageId: id, button: 'Details' })
  expect(world.last(ada).text).toMatch(/\nTrim: EX-V6\n/)
  await world.lookups.database.query('delete from vehicles')
  expect((await world.press({ chat: ada, messageId: id, button: 'Save' })).toast).toMatch(
    /^I no longer have this vehicle/,
  )
})

test.each<{ name: string; id: string; version: number }>([
  { name: 'a VIN of 16', id: accord.slice(1), version: 0 },
  { name: 'a version that is never shown', id: accord, version: 2 },
])('a signed button with $name is dead', async ({ id, version }) => {
  await using world = await startBotWorld()
  const message = await world.ask(ada, accord)
  const data = signPress({ verb: 'details', id, version }, { chat: ada, user: ada }, callbackKey)
  expect((await world.press({ chat: ada, messageId: message.id, data })).toast).toMatch(/^This button is not yours/)
})

test('/vin answers the message that it replies to', async () => {
  await using world = await startBotWorld()
  const said = world.control.say({ chat: group, from: ben, text: `Is ${accord} any good?` })
  await world.work()
  expect(world.control.transcript(group).filter(({ from }) => from.isBot)).toEqual([])
  world.control.say({ chat: group, from: ada, text: '/vin', replyTo: said.id })
  await world.work()
  expect(world.last(group).text).toMatch(/^2003 Honda Accord/)
})

test('a larger plan has a larger month', async () => {
  await using world = await startBotWorld()
  await spend(world, ada, 100)
  expect((await world.ask(ada, accord)).text).toMatch(/^The 100 lookups/)
  const account = `telegram:${ada}`
  await world.lookups.database.query(`insert into accounts (id, plan, created_at) values ($1, 'professional', now())`, [
    account,
  ])
  expect((await world.ask(ada, accord)).text).toMatch(/^2003 Honda Accord/)
})
