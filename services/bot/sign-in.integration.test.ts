import { afterAll, beforeAll, expect, test } from 'vitest'
import { readyGroupId as group, readyPeople } from '../../platform/embedded/telegram/start-state.ts'
import { silentLog } from '../../platform/log.ts'
import { pagesUrl, startBotWorld } from '../../test/support/bot-world.ts'
import { createBrowsers } from '../accounts/browsers.ts'
import { createSessionStore } from '../accounts/session-store.ts'
import { createSessions } from '../accounts/sessions.ts'

const { ben } = readyPeople
const linkShape = /^https:\/\/x\.test\/account#login=([0-9a-f]{64})$/u
const minute = 60_000

let world: Awaited<ReturnType<typeof startBotWorld>>
beforeAll(async () => {
  world = await startBotWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** Somebody who never wrote before, and the web that the link leads to. */
function startSigning() {
  const { clock, database } = world.lookups
  const deps = { secret: 'j'.repeat(32), now: clock.now }
  const browsers = createBrowsers(deps)
  const sessions = createSessions({ ...deps, store: createSessionStore(database), log: silentLog })
  const ada = world.control.addPerson('Dana').id
  const linkIn = (chat: number) => linkShape.exec(world.last(chat).buttons[0]?.[0]?.url ?? '')?.[1] ?? ''
  return { ada, clock, browsers, sessions, linkIn }
}

test('a code gets the link that signs in the browser that shows it, once', async () => {
  const { ada, browsers, sessions, linkIn } = startSigning()
  const { code } = browsers.start()
  const { text, entities } = await world.ask(ada, `/login ${code}`)
  expect(text).toMatch(/^Your link is ready/u)
  expect(text).toContain(`the code ${code}: it signs you in there. It works once, for 5 minutes.`)
  expect(entities).toContainEqual(expect.objectContaining({ type: 'code', length: code.length }))
  const token = linkIn(ada)
  expect(text).not.toContain(token)
  expect(await sessions.signIn(token, browsers.start().code)).toBeNull()
  expect(await sessions.signIn(token, code)).toMatchObject({ account: `telegram:${ada}` })
  expect(await sessions.signIn(token, code)).toBeNull()
})

test('the link cannot be passed on from the chat, and no preview of it is asked for', async () => {
  const { ada, browsers } = startSigning()
  await world.ask(ada, `/login ${browsers.start().code}`)
  const sent = world.control.calls().findLast(({ method }) => method === 'sendMessage')
  expect(sent?.params).toMatchObject({ protect_content: true, link_preview_options: { is_disabled: true } })
})

test.each([
  { name: 'a moment before its end the link works', afterMs: 5 * minute - 1, isSignedIn: true },
  { name: 'at its end it does not', afterMs: 5 * minute, isSignedIn: false },
])('$name', async ({ afterMs, isSignedIn }) => {
  const { ada, clock, browsers, sessions, linkIn } = startSigning()
  const { code } = browsers.start()
  await world.ask(ada, `/login ${code.toLowerCase().replaceAll('-', ' ')}`)
  await clock.pass(afterMs)
  expect((await sessions.signIn(linkIn(ada), code))?.account).toBe(isSignedIn ? `telegram:${ada}` : undefined)
})

test('without a code it explains, with a button to the page', async () => {
  const { ada } = startSigning()
  const { text, buttons } = await world.ask(ada, '/login')
  expect(text).toMatch(/^Sign in on the website/u)
  expect(buttons).toEqual([[{ text: 'Open the page', url: `${pagesUrl}/account` }]])
})

test.each(['hello', 'ABCD-EFGH', 'ABCD-EFGH-JKM0', '<b>', 'x'.repeat(3000)])('%s is no code', async (typed) => {
  const { ada } = startSigning()
  const { text, buttons } = await world.ask(ada, `/login ${typed}`)
  expect(text).toMatch(/^That is not a code\./u)
  expect(buttons).toEqual([])
})

test('in a group it says where to ask, and makes no link', async () => {
  const { browsers } = startSigning()
  for (const text of ['/login', `/login ${browsers.start().code}`]) {
    const answer = await world.ask(group, text, ben)
    expect(answer).toMatchObject({ text: expect.stringMatching(/Write to me in private/u), buttons: [] })
  }
  expect(
    await world.lookups.database.query('select * from login_links where account = $1', [`telegram:${ben}`]),
  ).toEqual([])
})

test('five codes a minute are tried, and the sixth waits', async () => {
  const { ada, clock, browsers } = startSigning()
  for (let tries = 0; tries < 5; tries += 1) expect((await world.ask(ada, '/login no')).text).toMatch(/not a code/u)
  const { code } = browsers.start()
  expect((await world.ask(ada, `/login ${code}`)).text).toMatch(/^That was a lot of tries/u)
  expect((await world.ask(ben, `/login ${code}`)).text).toMatch(/^Your link is ready/u)
  await clock.pass(minute)
  expect((await world.ask(ada, `/login ${code}`)).text).toMatch(/^Your link is ready/u)
})

test('with Postgres away it says to try again', async () => {
  await using away = await startBotWorld()
  const { code } = startSigning().browsers.start()
  await away.lookups.database.close()
  expect((await away.ask(ben, `/login ${code}`)).text).toMatch(/cannot reach my records/u)
})
