import { inWords } from '../parts/duration.ts'
import type { Answer } from './answer.ts'

export type Fault = Exclude<Answer, { kind: 'found' }>

export interface FaultWords {
  title: string
  text: string
}

/** How long to wait before asking again makes sense, milliseconds. */
export function waitMs(fault: Fault, now: number): number {
  return fault.kind === 'limited' && fault.retryAt !== null ? Math.max(0, fault.retryAt - now) : 0
}

/** Why there is no report, for the one who asked. `now`: Unix milliseconds. */
export function faultWords(fault: Fault, now: number): FaultWords {
  switch (fault.kind) {
    case 'refused':
      return { title: 'This is no VIN', text: `${fault.message}.` }
    case 'limited':
      return { title: 'Too many lookups for now', text: limitedText(fault, now) }
    case 'unreachable':
      return {
        title: 'No connection to IntelAuto',
        text: 'Nothing was looked up. Check the network of this device, then try again.',
      }
    case 'late':
      return { title: 'The answer is late', text: 'IntelAuto did not answer in time. Try again in a moment.' }
    case 'failed':
      return { title: 'That did not work', text: failedText(fault.status, fault.message) }
  }
}

function limitedText(fault: Fault, now: number): string {
  const left = waitMs(fault, now)
  const again = left === 0 ? 'You can try again now.' : `Try again in ${inWords(left + 999)}.`
  return `A visitor may look up a few VINs a minute. ${again}`
}

function failedText(status: number, message: string | null): string {
  if (status >= 500) return `The fault is on our side: ${message ?? `the server answered ${status}`}.`
  return `${message ?? `the server answered ${status} with something this page does not understand`}.`
}
