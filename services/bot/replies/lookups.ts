import type { Usage } from '../../accounts/quota.ts'
import type { LookupAnswer } from '../../vehicles/lookup.ts'
import type { Explanation } from '../../vehicles/model/explain.ts'
import type { RejectedVin, Vin } from '../../vehicles/model/vin.ts'
import { cut, Html, lines } from '../languages/html.ts'
import type { Voice } from '../languages/voice.ts'
import { didYouMean, vehicleReply } from './vehicle.ts'

export interface Lookups {
  answers: readonly LookupAnswer[]
  /** How many VINs there were; more than are answered is told. */
  found: number
  /** The month that did not suffice; null when nothing was refused. */
  usedUp: Usage | null
}

export type Explain = (vin: string) => Explanation

/** One message for all VINs of a message. */
export function lookupsReply(voice: Voice, { answers, found, usedUp }: Lookups, explain: Explain): Html {
  const told = answers.flatMap((answer) => {
    if (answer.ok) return vehicleReply(voice, answer.vehicle, explain(answer.vehicle.vin))
    return 'unpaid' in answer ? [] : rejectedReply(voice, answer.rejected, answer.suggestions)
  })
  const left = found > answers.length ? [voice.html('vins-left-out', { found, answered: answers.length })] : []
  const all = [...told, ...(usedUp === null ? [] : [usedUpReply(voice, usedUp)]), ...left]
  return cut(lines(all.flatMap((one, place) => (place === 0 ? [one] : ['', rule, '', one]))))
}

export function usedUpReply(voice: Voice, { limit, resetsAt }: Usage): Html {
  return voice.html('lookups-used-up', { limit, date: voice.date(resetsAt) })
}

function rejectedReply(voice: Voice, rejected: RejectedVin, suggestions: readonly Vin[]): Html {
  return lines([voice.html('rejected', { fault: faultOf(voice, rejected) }), ...didYouMean(voice, suggestions)])
}

const rule = new Html('———')
const mostForbiddenTold = 3
/** Of what was typed no more is kept. */
const longestTyped = 40

function faultOf(voice: Voice, { reason, typed, forbidden }: RejectedVin): string {
  if (reason === 'forbidden-characters') {
    return forbidden
      .slice(0, mostForbiddenTold)
      .map(({ position, char }) =>
        'IOQ'.includes(char)
          ? voice.plain('fault-letter', { position, char })
          : voice.plain('fault-sign', { position }),
      )
      .join('; ')
  }
  const { length } = [...typed]
  const isFarTooLong = reason === 'too-long' && length >= longestTyped
  return voice.plain('fault', { reason: isFarTooLong ? 'far-too-long' : reason, length })
}
