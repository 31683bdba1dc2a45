import { afterAll, beforeAll, expect, test } from 'vitest'
import { signPress } from '../../alerts/callback-data.ts'
import { readyGroupId as group, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { callbackKey, pagesUrl, startBotWorld } from '../../test/support/bot-world.ts'

const accord = '1HGCM82633A004352'
const accordLine = '2003 Honda Accord'

type World = Awaited<ReturnType<typeof startBotWorld>>

let world: World
beforeAll(async () => {
  world = await startBotWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())
/** Somebody who never wrote before. */
const newcomer = () => world.control.addPerson('Dana').id

/** So many vehicles of a person; the larger its number the later it was looked up. */
async function keep(person: number, count: number, { lookups } = world): Promise<void> {
  await lookups.database.query(
    `insert into vehicles (vin, account, make, model, year, source, report, decoded_at)
     select vin, $1, 'Honda', 'No. ' || n, 2003, 'offline',
            jsonb_build_object('vin', vin, 'make', 'Honda', 'model', 'No. ' || n, 'year', 2003, 'manufacturer', null,
              'vehicle_type', null, 'engine_info', null, 'fuel_type', null, 'source', 'offline', 'warnings', '[]'::jsonb,
              'suggestions', '[]'::jsonb, 'fields', '{}'::jsonb, 'raw_data', '{}'::jsonb),
            timestamptz '2026-11-20T00:00:00Z' + n * interval '1 minute'
       from (select n, '1HGCM82633A' || lpad(n::text, 6, '0') as vin from generate_series(1, $2::integer) as n) as made`,
    [`telegram:${person}`, count],
  )
}

const numbersIn = (text: string) => [...text.matchAll(/No\. (\d+)$/gmu)].map(([, number]) => Number(number))

test('what was looked up is listed, and a number opens it at no cost', async () => {
  const ada = newcomer()
  await world.ask(ada, accord)
  const list = await world.ask(ada, '/history')
  expect(list.text).toBe(
    ['Your vehicles', '', `1. ${accordLine}`, `${accord} · November 24, 2026`, '', 'A number opens a vehicle.'].join(
      '\n',
    ),
  )
  expect(world.labels(ada)).toEqual([['1'], ['Delete…']])
  const before = await world.quota.usage({ account: `telegram:${ada}`, plan: 'free' })
  await world.press({ chat: ada, messageId: list.id, button: '1' })
  expect(world.last(ada).text).toMatch(new RegExp(`^${accordLine}\n${accord}`, 'u'))
  expect(world.labels(ada)?.[0]).toEqual(['Details', 'Refresh'])
  expect(await world.quota.usage({ account: `telegram:${ada}`, plan: 'free' })).toEqual(before)
})

test('what was saved comes first, with a star', async () => {
  const ada = newcomer()
  await keep(ada, 3)
  await world.saved.save(`telegram:${ada}`, '1HGCM82633A000002', 1)
  expect((await world.ask(ada, '/history')).text).toMatch(/1\. ★ 2003 Honda No\. 2\n.*\n2\. 2003 Honda No\. 3\n/u)
})

test('pages turn in the same message, and stop at both ends', async () => {
  const ada = newcomer()
  await keep(ada, 12)
  const { id, text } = await world.ask(ada, '/history')
  expect(numbersIn(text)).toEqual([12, 11, 10, 9, 8])
  expect(text).toContain('Page 1 of 3')
  expect(world.labels(ada)).toEqual([['1', '2', '3', '4', '5'], ['Next ›'], ['Delete…']])
  const turn = async (button: string) => {
    await world.press({ chat: ada, messageId: id, button })
    return numbersIn(world.last(ada).text)
  }
  expect(await turn('Next ›')).toEqual([7, 6, 5, 4, 3])
  expect(world.labels(ada)?.[1]).toEqual(['‹ Back', 'Next ›'])
  expect(await turn('Next ›')).toEqual([2, 1])
  expect(world.labels(ada)).toEqual([['11', '12'], ['‹ Back'], ['Delete…']])
  expect(await turn('‹ Back')).toEqual([7, 6, 5, 4, 3])
  expect(world.last(ada).id).toBe(id)
})

test('words find some, and their pages find the same', async () => {
  const ada = newcomer()
  await keep(ada, 12)
  await world.ask(ada, accord)
  const { id, text, entities } = await world.ask(ada, '/history honda no.')
  expect(text).toMatch(/^Your vehicles with honda no\.\n/u)
  expect(entities).toContainEqual(expect.objectContaining({ type: 'italic', length: 'honda no.'.length }))
  await world.press({ chat: ada, messageId: id, button: 'Next ›' })
  expect(numbersIn(world.last(ada).text)).toEqual([7, 6, 5, 4, 3])
  expect((await world.ask(ada, '/history volvo')).text).toBe(
    'None of your vehicles has volvo. /history alone lists them all.',
  )
  expect((await world.ask(ada, '/history <i>&')).text).toMatch(/has <i>&\. /u)
})

test('in Arabic the words of a list are read from it too', async () => {
  const ada = newcomer()
  await keep(ada, 6)
  await world.lookups.database.query(`insert into chat_settings (chat, language) values ($1, 'ar')`, [ada])
  const { id } = await world.ask(ada, '/history honda')
  await world.press({ chat: ada, messageId: id, button: 'التالي' })
  expect(world.last(ada).text).toContain('No. 1')
})

test('one is deleted by its number, and it can be cancelled', async () => {
  const ada = newcomer()
  await keep(ada, 3)
  const { id } = await world.ask(ada, '/history')
  const press = (button: string) => world.press({ chat: ada, messageId: id, button })
  await press('Delete…')
  expect(world.last(ada).text).toMatch(/Which one shall I delete\? A number deletes it at once\.$/u)
  expect(world.labels(ada)).toEqual([['🗑 1', '🗑 2', '🗑 3'], ['Cancel']])
  await press('Cancel')
  expect(world.labels(ada)?.[0]).toEqual(['1', '2', '3'])
  await press('Delete…')
  expect(await press('🗑 2')).toMatchObject({ toast: 'Deleted: 2003 Honda No. 2' })
  expect(numbersIn(world.last(ada).text)).toEqual([3, 1])
  expect(world.last(ada).id).toBe(id)
  await press('🗑 1')
  await press('🗑 1')
  expect(world.last(ada).text).toMatch(/^You have looked up no vehicle yet/u)
  expect(world.labels(ada)).toEqual([])
})

test('deleted twice, as by two lists, it is gone already; a page that is gone shows the one before', async () => {
  const ada = newcomer()
  await keep(ada, 6)
  const { id } = await world.ask(ada, '/history')
  const press = (button: string) => world.press({ chat: ada, messageId: id, button })
  await press('Next ›')
  await press('Delete…')
  const [trash] = world.last(ada).buttons.flat()
  await press('🗑 6')
  expect(numbersIn(world.last(ada).text)).toEqual([6, 5, 4, 3, 2])
  const again = await world.press({ chat: ada, messageId: id, data: trash?.data ?? '' })
  expect(again.toast).toBe('That one is gone already.')
})

test('nobody opens, deletes or sees what is of another', async () => {
  const ada = newcomer()
  const ben = newcomer()
  await keep(ada, 1)
  expect((await world.ask(ben, '/history')).text).toMatch(/^You have looked up no vehicle yet/u)
  const [row] = await world.lookups.database.query<{ id: number }>('select id from vehicles where account = $1', [
    `telegram:${ada}`,
  ])
  for (const verb of ['history-open', 'history-delete']) {
    const press = { verb, id: String(row?.id), version: 1 }
    const data = signPress(press, { chat: ben, user: ben }, callbackKey)
    const { id } = await world.ask(ben, '/history')
    expect((await world.press({ chat: ben, messageId: id, data })).toast).toMatch(/gone already|too old/u)
  }
  expect(await world.lookups.database.query('select id from vehicles where id = $1', [row?.id])).toHaveLength(1)
})

test('a list of last week is too old to be changed, and says so', async () => {
  const ada = newcomer()
  await keep(ada, 6)
  const { id } = await world.ask(ada, '/history')
  world.time.advance(7 * 24 * 3_600_000)
  expect((await world.press({ chat: ada, messageId: id, button: 'Next ›' })).toast).toMatch(/too old/u)
})

test('the words of a search stand in one line, and turn nothing around', async () => {
  const { text } = await world.ask(newcomer(), '/history honda\n\u202e accord')
  expect(text).toBe('None of your vehicles has honda accord. /history alone lists them all.')
})

test.each(['/history', '/export', '/history honda'])('in a group %s says to ask in private', async (command) => {
  await world.ask(group, `/vin ${accord}`, readyPeople.ben)
  const { text, buttons, document } = await world.ask(group, command, readyPeople.ben)
  expect({ text, buttons, document }).toMatchObject({ text: expect.stringMatching(/in private/u), buttons: [] })
  expect(document).toBeUndefined()
})

test('with Postgres away the list and its buttons say to try again', async () => {
  await using away = await startBotWorld()
  const { ada } = readyPeople
  await keep(ada, 6, away)
  const { id } = await away.ask(ada, '/history')
  await away.lookups.database.close()
  expect((await away.press({ chat: ada, messageId: id, button: 'Next ›' })).toast).toMatch(/cannot reach my records/u)
  expect((await away.ask(ada, '/history')).text).toMatch(/cannot reach my records/u)
})

test('an export is a file of everything, and none of nothing', async () => {
  const ada = newcomer()
  const ben = newcomer()
  expect((await world.ask(ada, '/export')).text).toMatch(/^You have looked up no vehicle yet/u)
  await keep(ada, 1)
  expect((await world.ask(ada, '/export')).text).toBe('Your vehicle, for a spreadsheet.')
  await keep(ben, 1500)
  const { text, document } = await world.ask(ben, '/export')
  expect(text).toBe('Your 1,500 vehicles, for a spreadsheet; the last looked up first.')
  expect(document?.name).toBe('vehicles-2026-11-24.csv')
  const file = world.control.readFile(document?.path ?? '')
  const lines = Buffer.from(file?.bytes ?? [])
    .toString('utf8')
    .split('\r\n')
  expect(lines).toHaveLength(1502)
  expect(lines[1]).toMatch(/^1HGCM82633A001500,2003,Honda,No\. 1500,/u)
})

test('more than a file holds is told', async () => {
  const ada = newcomer()
  await keep(ada, 10_001)
  expect((await world.ask(ada, '/export')).text).toMatch(/^The last 10,000 of your 10,001 vehicles/u)
})

test('an export that Telegram does not take at once is sent whole the next time', async () => {
  const ada = newcomer()
  await keep(ada, 3)
  world.control.failNext({ method: 'sendDocument', count: 1, fault: { kind: 'rate-limited', retryAfterS: 1 } })
  const { document } = await world.ask(ada, '/export')
  const file = world.control.readFile(document?.path ?? '')
  expect(
    Buffer.from(file?.bytes ?? [])
      .toString('utf8')
      .split('\r\n'),
  ).toHaveLength(5)
})

test.each([
  {
    name: 'a VIN is told the address of its page',
    say: `/link ${accord}`,
    text: new RegExp(`^The page of ${accord}, to share:\n`, 'u'),
  },
  { name: 'however it is typed', say: `/link ${accord.toLowerCase()}`, text: /\?vin=1HGCM82633A004352$/u },
  { name: 'what is no VIN is not', say: '/link hello', text: /^That is not a VIN/u },
  { name: 'with none and no vehicle before it asks which', say: '/link', text: /^Which vehicle\?/u },
])('/link: $name', async ({ say, text }) => {
  const ada = newcomer()
  expect((await world.ask(ada, say)).text).toMatch(text)
})

test('/link alone is about the last vehicle, of the one who asks and in that chat', async () => {
  const { ada, ben } = readyPeople
  await world.ask(ada, accord)
  expect((await world.ask(ada, '/link')).text).toBe(`The page of ${accordLine}, to share:\n${pagesUrl}/?vin=${accord}`)
  expect((await world.ask(group, '/link', ada)).text).toMatch(/^Which vehicle\?/u)
  expect((await world.ask(ben, '/link')).text).toMatch(/^Which vehicle\?/u)
})

test('/link with Postgres away knows a VIN that is named', async () => {
  await using away = await startBotWorld()
  const { ada } = readyPeople
  await away.lookups.database.close()
  expect((await away.ask(ada, `/link ${accord}`)).text).toContain(`${pagesUrl}/?vin=${accord}`)
  expect((await away.ask(ada, '/link')).text).toMatch(/^Which vehicle\?/u)
})
