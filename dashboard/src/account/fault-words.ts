import type { Trouble } from '../parts/call.ts'
import { inWords } from '../parts/duration.ts'

export interface FaultWords {
  title: string
  text: string
  requestId: string | null
}

/** How long asking again makes no sense, milliseconds. */
export function waitMs(fault: Trouble, now: number): number {
  return fault.kind === 'limited' && fault.retryAt !== null ? Math.max(0, fault.retryAt - now) : 0
}

/** What did not work and what can be done, for the one who asked. `now`: Unix milliseconds. */
export function faultWords(fault: Trouble, now: number): FaultWords {
  if (fault.kind === 'unreachable' || fault.kind === 'late') return { ...ofTheWay[fault.kind], requestId: null }
  const { requestId } = fault
  if (fault.kind === 'limited') return { title: 'Too many tries', text: limited(waitMs(fault, now)), requestId }
  const { code, message } = fault
  if (code === null || message === null) return { ...ofTheWay.garbled, requestId }
  return { ...(ofCode[code] ?? { title: 'That did not work', text: sentence(message) }), requestId }
}

const ofTheWay = {
  unreachable: {
    title: 'No connection to IntelAuto',
    text: 'Nothing was changed. Check the network of this device, then try again.',
  },
  late: {
    title: 'The answer is late',
    text: 'IntelAuto did not answer in time. It may have been done all the same: reload the page to see.',
  },
  garbled: {
    title: 'An answer that is not ours',
    text: 'Something between this page and IntelAuto answered instead. Try again in a moment.',
  },
}

const ofCode: Record<string, { title: string; text: string }> = {
  unavailable: {
    title: 'Accounts cannot be reached right now',
    text: 'The store of accounts is away. Nothing was changed; try again in a minute. Lookups go on meanwhile.',
  },
  internal: { title: 'The fault is on our side', text: 'It is written down. Try again in a moment.' },
  not_found: { title: 'That key is gone', text: 'It was revoked or has expired, perhaps in another window.' },
  forbidden: {
    title: 'This page had fallen behind',
    text: 'You signed in anew in another window, or may not do this. Try once more.',
  },
}

function limited(leftMs: number): string {
  return leftMs === 0 ? 'You can try again now.' : `Wait a little: try again in ${inWords(leftMs + 999)}.`
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
}
