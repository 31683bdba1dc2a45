import type { Room, WorldState } from './state.ts'

/** People who are there from the start, so that settings can name an operator before anybody wrote. */
export const readyPeople = { ada: 1001, ben: 1002, cleo: 1003 } as const

/** A basic group of all three and the bot. */
export const readyGroupId = -4001

/**
 * The world on its first day. Its first update_id is the time: ids grow by less than one a second on average,
 * so they do not repeat what an earlier world told, even when its state was lost.
 */
export function startState(botId: number, nowS: number): WorldState {
  const named = [
    { id: readyPeople.ada, first_name: 'Ada', username: 'ada_on_call' },
    { id: readyPeople.ben, first_name: 'Ben', username: 'ben_at_the_desk' },
    { id: readyPeople.cleo, first_name: 'Cleo', username: 'cleo_drives' },
  ]
  const empty = (): Pick<Room, 'entries' | 'nextMessageId' | 'pinned'> => ({
    entries: [],
    nextMessageId: 1,
    pinned: [],
  })
  return {
    version: 1,
    botId,
    clean: true,
    people: named.map((user) => ({ user: { ...user, is_bot: false, language_code: 'en' }, deactivated: false })),
    rooms: [
      ...named.map(
        (user): Room => ({ ...empty(), chat: { type: 'private', ...user }, members: { [user.id]: 'member' } }),
      ),
      {
        ...empty(),
        chat: { id: readyGroupId, type: 'group' as const, title: 'Operations' },
        members: {
          [readyPeople.ada]: 'creator',
          [readyPeople.ben]: 'member',
          [readyPeople.cleo]: 'member',
          [botId]: 'member',
        },
      },
    ],
    nextPersonId: 1004,
    nextGroupId: 4002,
    commands: {},
    texts: {},
    files: {},
    nextUpdateId: nowS,
    pending: [],
    allowedUpdates: [],
    subscription: null,
  }
}
