import type { Trouble } from '../../parts/call.ts'
import { inWords } from '../../parts/duration.ts'
import type { Answer } from '../api/answer.ts'

export type Fault = Exclude<Answer, { kind: 'found' }>

export interface FaultWords {
  title: string
  text: string
}

/** How long to wait before asking again makes sense, milliseconds. */
export function waitMs(fault: Fault, now: number): number {
  return fault.kind === 'limited' && fault.retryAt !== null ? Math.max(0, fault.retryAt - now) : 0
}

/** Why there is no report, and what to do, for the one who asked. `now`: Unix milliseconds. */
export function faultWords(fault: Fault, now: number): FaultWords {
  if (fault.kind === 'refused') return { title: 'This is no VIN', text: `${fault.message}.` }
  return troubleWords(fault, now)
}

/** The same for whatever was asked of the API. */
export function troubleWords(trouble: Trouble, now: number): FaultWords {
  switch (trouble.kind) {
    case 'limited':
      return limitedWords(trouble, now)
    case 'unreachable':
      return {
        title: 'No connection to IntelAuto',
        text: 'Nothing was looked up. Check the network of this device, then try again.',
      }
    case 'late':
      return { title: 'The answer is late', text: 'IntelAuto did not answer in time. Try again in a moment.' }
    case 'failed':
      return failedWords(trouble)
  }
}

function limitedWords(trouble: Extract<Trouble, { kind: 'limited' }>, now: number): FaultWords {
  const left = waitMs(trouble, now)
  if (trouble.span === 'month') {
    const again = left === 0 ? 'next month' : `in ${inWords(left)}`
    const text = `They start anew ${again}. What was looked up lately still opens, and so does the check digit.`
    return { title: 'The lookups of this month are used up', text }
  }
  const again = left === 0 ? 'You can try again now.' : `Try again in ${inWords(left + 999)}.`
  return { title: 'Too many lookups for now', text: `Only so many are answered a minute. ${again}` }
}

function failedWords({ status, message }: Extract<Trouble, { kind: 'failed' }>): FaultWords {
  const said = message ?? `the server answered ${status}`
  if (status === 401) {
    return { title: 'You are not signed in', text: `${capital(said)}. Sign in at Account, or go on as a visitor.` }
  }
  if (status >= 500) {
    return { title: 'That did not work', text: `The fault is on our side: ${said}. Try again in a moment.` }
  }
  if (message !== null) return { title: 'That did not work', text: `${capital(message)}.` }
  return {
    title: 'That did not work',
    text: `The server answered ${status} with something this page does not understand.`,
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
