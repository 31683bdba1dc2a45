import { afterAll, beforeAll, expect, test } from 'vitest'
import { readyGroupId as group, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { startBotWorld } from '../../test/support/bot-world.ts'

const accord = '1HGCM82633A004352'

let world: Awaited<ReturnType<typeof startBotWorld>>
beforeAll(async () => {
  world = await startBotWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())
/** Somebody who never wrote before. */
const newcomer = () => world.control.addPerson('Dana').id

test('settings tell the language, the account, its plan, what is used of it, and alerts', async () => {
  const dana = newcomer()
  await world.ask(dana, accord)
  expect((await world.ask(dana, '/settings')).text).toBe(
    [
      'Settings',
      '',
      'Language: English, as your Telegram is set',
      `Account: Telegram ${dana}`,
      'Plan: Free',
      'Lookups this month: 1 of 100. They renew on December 1, 2026.',
      'Alerts in this chat: none',
    ].join('\n'),
  )
  expect(world.labels(dana)).toEqual([['English', 'Español', 'العربية'], ['Automatic ✓']])
})

test('a paying account and a subscribed chat are told as they are', async () => {
  const dana = newcomer()
  await world.lookups.database.query(`insert into accounts (id, plan, created_at) values ($1, 'professional', now())`, [
    `telegram:${dana}`,
  ])
  await world.ask(dana, '/subscribe')
  const { text } = await world.ask(dana, '/settings')
  expect(text).toContain('Plan: Professional\nLookups this month: 0 of 2,500.')
  expect(text).toMatch(/Alerts in this chat: everything$/u)
})

test('a language is chosen by a button, at once and for what follows; automatic goes back', async () => {
  const dana = newcomer()
  const { id } = await world.ask(dana, '/settings')
  const press = (button: string) => world.press({ chat: dana, messageId: id, button })
  expect((await press('Español')).toast).toBe('Este chat está ahora en español.')
  expect(world.last(dana).text).toMatch(/^Ajustes\n\nIdioma: Español\nCuenta:/u)
  expect(world.labels(dana)).toEqual([['English', 'Español ✓', 'العربية'], ['Automático']])
  expect((await world.ask(dana, '/export')).text).toMatch(/^Todavía no has consultado/u)
  expect((await press('العربية')).toast).toBe('هذه المحادثة الآن بالعربية.')
  expect((await world.ask(dana, '/settings')).text).toContain('الإعدادات\n')
  expect((await press('تلقائية')).toast).toBe('This chat follows the language of your Telegram now.')
  expect((await world.ask(dana, '/export')).text).toMatch(/^You have looked up no vehicle/u)
})

test('in a group nothing of the one who asks is told, and another may not press', async () => {
  const { ada, ben } = readyPeople
  const { id, text } = await world.ask(group, '/settings', ada)
  expect(text).toBe('Settings\n\nLanguage: English, as your Telegram is set\nAlerts in this chat: none')
  const pressed = await world.press({ chat: group, messageId: id, from: ben, button: 'Español' })
  expect(pressed.toast).toMatch(/^Only Ada/u)
  expect((await world.ask(group, '/settings', ada)).text).toMatch(/^Settings/u)
})

test('with the probe away alerts are left out', async () => {
  world.probeGoes(true)
  const { text } = await world.ask(newcomer(), '/settings')
  world.probeGoes(false)
  expect(text).toMatch(/They renew on December 1, 2026\.$/u)
})

test('with Postgres away it says so, and a press changes nothing', async () => {
  await using away = await startBotWorld()
  const { ada } = readyPeople
  const { id } = await away.ask(ada, '/settings')
  await away.lookups.database.close()
  const pressed = await away.press({ chat: ada, messageId: id, button: 'Español' })
  expect(pressed.toast).toMatch(/cannot reach my records/u)
  expect(away.last(ada)).toMatchObject({ id, edits: [] })
  expect((await away.ask(ada, '/settings')).text).toMatch(/^I cannot reach my records right now/u)
})
