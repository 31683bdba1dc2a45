import type { PageClock } from '../parts/clock.svelte.ts'
import { type Board, placeOf, receive, targetsOf } from './board.ts'
import { createConnection, type Handlers } from './connection.ts'
import { type ClockOffset, currentStatus, nextOffset } from './freshness.ts'
import { headlineOf } from './headline.ts'
import type { Link } from './link.ts'
import { parseMessage } from './message.ts'

export interface StatusBoardDeps {
  clock: PageClock
  /** Opens a socket to the stream; see `ConnectionDeps`. */
  open: (since: string | null, handlers: Handlers) => () => void
}

/** The status page: what the stream told, and how far that can be trusted by now. */
export class StatusBoard {
  #clock: PageClock
  #offset: ClockOffset | null = $state.raw(null)

  /** Null before the first snapshot. */
  board: Board | null = $state.raw(null)
  link: Link = $state.raw({ state: 'connecting', heardAt: null, retryAt: 0 })

  /** Now on the server's clock, which is what the ages on the board count by. */
  now = $derived.by(() => this.#clock.now + (this.#offset?.offsetMs ?? 0))
  headline = $derived.by(() => {
    if (this.board === null) return null
    const shown = targetsOf(this.board).map((target) => ({
      name: target.name,
      status: currentStatus(target, this.now),
    }))
    return headlineOf(shown, this.board.incidents)
  })

  readonly connection

  constructor({ clock, open }: StatusBoardDeps) {
    this.#clock = clock
    this.connection = createConnection({
      open,
      since: () => (this.board === null ? null : placeOf(this.board)),
      receive: (text) => this.#receive(text),
      changed: (link) => {
        this.link = link
      },
      now: Date.now,
      after: (delayMs, work) => {
        const timer = setTimeout(work, delayMs)
        return () => clearTimeout(timer)
      },
      random: Math.random,
    })
  }

  #receive(text: string): boolean {
    const message = parseMessage(text)
    if (message === undefined) return false
    const board = receive(this.board, message)
    if (board === 'gap') return false
    this.#offset = nextOffset(this.#offset, message, Date.now())
    this.board = board
    return true
  }
}
