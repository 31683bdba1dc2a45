import { inWords } from '../parts/duration.ts'

/** The connection to the stream. Times are Unix milliseconds on this device's clock. */
export interface Link {
  state: 'connecting' | 'open' | 'waiting'
  /** When something was last heard; null when nothing was yet. */
  heardAt: number | null
  /** When the next try begins; of meaning while `waiting`. */
  retryAt: number
}

export interface LinkWords {
  tone: 'live' | 'quiet' | 'lost'
  text: string
}

/** Targets are checked more often than this, so a longer silence is worth a word. */
const quietAfterMs = 15_000

export interface Surroundings {
  /** What the browser thinks of this device's network. */
  isOnline: boolean
  /** The board is old however well the connection is: no probe speaks to the server. */
  isOldOverview: boolean
}

/** The line that says how far the board can be trusted. */
export function linkWords({ state, heardAt, retryAt }: Link, around: Surroundings, now: number): LinkWords {
  const silentMs = heardAt === null ? null : now - heardAt
  if (state === 'open' && silentMs !== null) return openWords(silentMs, around)
  const heard = silentMs === null ? 'nothing heard yet' : `last heard ${inWords(silentMs)} ago`
  if (!around.isOnline) return { tone: 'lost', text: `this device is offline, ${heard}` }
  if (state === 'waiting') return { tone: 'lost', text: `reconnecting, ${heard}${nextTry(retryAt - now)}` }
  return silentMs === null ? { tone: 'quiet', text: 'connecting' } : { tone: 'lost', text: `reconnecting, ${heard}` }
}

function openWords(silentMs: number, { isOldOverview }: Surroundings): LinkWords {
  if (isOldOverview) return { tone: 'quiet', text: 'connected, but no probe speaks' }
  if (silentMs <= quietAfterMs) return { tone: 'live', text: 'live' }
  return { tone: 'quiet', text: `connected, nothing new for ${inWords(silentMs)}` }
}

function nextTry(inMs: number): string {
  return inMs < 1000 ? '' : `, next try in ${inWords(inMs)}`
}
