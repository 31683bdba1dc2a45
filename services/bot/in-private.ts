import type { User } from 'grammy/types'
import { isUnavailable } from '../../platform/postgres/pool.ts'
import { personOf } from './speaker.ts'
import type { BotContext } from './speech.ts'

/** Whose vehicles, plan and keys a person's are. */
export function accountOf({ id }: Pick<User, 'id'>): string {
  return `telegram:${id}`
}

/** Answers what is for one person alone: in groups it only says where to ask, and with Postgres away to ask again. */
export function inPrivate<C extends BotContext>(
  answer: (context: C, account: string) => Promise<void>,
): (context: C) => Promise<void> {
  return async (context) => {
    const person = personOf(context.from, context.senderChat)
    if (person === null || context.chat?.type !== 'private') return context.say('only-in-private')
    await unlessAway(
      () => answer(context, accountOf(person)),
      () => context.say('account-away'),
    )
  }
}

/** @param instead is done when Postgres is away. */
export async function unlessAway(work: () => Promise<void>, instead: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isUnavailable(error)) throw error
    await instead()
  }
}
