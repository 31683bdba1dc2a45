import { digestText, type Html } from './message.ts'
import { compareUrgency, type Notice } from './notice.ts'

/** From more than so many waiting notices a chat gets one message about many. */
const mostSingleLetters = 5

/** One message to one chat: its own notice first, then those that it tells as well. */
export interface Letter {
  readonly text: Html
  readonly carrier: Notice
  readonly members: readonly Notice[]
}

/**
 * The next message for a chat.
 *
 * @param waiting its notices that may be sent; at least one.
 * @param apart ids of those that a common message could not carry.
 */
export function nextLetter(waiting: readonly Notice[], apart: ReadonlySet<string>, statusUrl: string): Letter {
  const ordered = [...waiting].sort(compareUrgency)
  const [first] = ordered
  if (first === undefined) throw new Error('a letter needs a notice')
  const alone: Letter = { text: first.text, carrier: first, members: [] }
  if (apart.has(first.id)) return alone
  const mergeable = ordered.filter(({ id }) => !apart.has(id))
  if (mergeable.length <= mostSingleLetters) return alone
  const { text, count } = digestText(mergeable, statusUrl)
  return count < 2 ? alone : { text, carrier: first, members: mergeable.slice(1, count) }
}

export function noticesOf({ carrier, members }: Letter): Notice[] {
  return [carrier, ...members]
}
