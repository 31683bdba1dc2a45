import { hasValidCheckDigit } from './check-digit.ts'
import { furtherRepairsOf, likely, type Repair, repairsOf } from './repairs.ts'
import { isNorthAmerican } from './structure.ts'
import { asVin, type Vin } from './vin.ts'

/** How much speaks for a VIN, from 0 to 1; see `worth`. */
export type Knowledge = (vin: Vin) => number

/** The least that each kind of knowledge is worth. */
export const worth = { impossible: 0, nothing: 0.2, maker: 0.3, model: 0.5 } as const

const mostSuggestions = 5
/** More repairs than this are not tried: a text with many unreadable characters is no typo. */
const mostRepairs = 2_000
/** A VIN that decodes is worth more than any difference between mistakes. */
const knowledgeWeight = 9
/** Where no check digit speaks for a VIN it is worth less by this. */
const doubtOfUnproven = 2

/**
 * VINs that the typed text may have been meant to be, the likeliest first, at most five. Each has a valid check digit,
 * but for one kind: a text that is no VIN may lead to a known maker's VIN from where check digits are no law.
 *
 * @param typed upper case without separators: a VIN, or a text of 16 to 18 characters that is none.
 */
export function suggestVins(typed: string, knowledge: Knowledge): Vin[] {
  const isSlip = slipTest(typed, knowledge)
  return candidatesOf(typed)
    .map((candidate) => ({ ...candidate, known: knowledge(candidate.vin) }))
    .filter((candidate) => isWorthOffering(candidate, isSlip(candidate.vin)))
    .map(({ vin, score, known }) => ({ vin, score: score + knowledgeWeight * known }))
    .sort((a, b) => b.score - a.score || (a.vin < b.vin ? -1 : 1))
    .slice(0, mostSuggestions)
    .map(({ vin }) => vin)
}

/** Where a wrong check digit is no sign of a slip, a maker nobody knows is one, if another VIN obeys the law. */
function slipTest(typed: string, knowledge: Knowledge): (meant: Vin) => boolean {
  const vin = asVin(typed)
  if (vin === undefined || isNorthAmerican(vin)) return () => true
  return knowledge(vin) < worth.maker ? isNorthAmerican : () => false
}

interface Candidate {
  vin: Vin
  score: number
  /** Its check digit is valid. */
  isProven: boolean
  isPlain: boolean
}

/** Where a check digit speaks for the plain reading, no second mistake is looked for. */
function candidatesOf(typed: string): Candidate[] {
  const candidates = candidatesAmong(repairsOf(typed), typed)
  if (candidates.some(({ isPlain, isProven }) => isPlain && isProven)) return candidates
  return likeliest([...candidates, ...candidatesAmong(furtherRepairsOf(typed), typed)])
}

function candidatesAmong(repairs: Iterable<Repair>, typed: string): Candidate[] {
  const isNoVin = asVin(typed) === undefined
  const candidates: Candidate[] = []
  let tried = 0
  for (const { text, score, isPlain } of repairs) {
    if (++tried > mostRepairs) break
    const vin = asVin(text)
    if (vin === undefined || vin === typed) continue
    const isProven = hasValidCheckDigit(vin)
    if (!isProven && !(isNoVin && isPlain && !isNorthAmerican(vin))) continue
    candidates.push({ vin, score: isProven ? score : score - doubtOfUnproven, isProven, isPlain })
  }
  return likeliest(candidates)
}

/** Of several ways to one VIN the likeliest counts. */
function likeliest(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<Vin, Candidate>()
  for (const candidate of candidates) {
    const known = best.get(candidate.vin)
    if (known === undefined || candidate.score > known.score) best.set(candidate.vin, candidate)
  }
  return [...best.values()]
}

/** A likely slip, or a VIN that decodes to a model; both together where nothing says that there is a slip at all. */
function isWorthOffering({ score, isProven, known }: Candidate & { known: number }, isSlip: boolean): boolean {
  if (!isProven) return known >= worth.maker
  const reasons = [score >= likely, known >= worth.model]
  return isSlip ? reasons.includes(true) : !reasons.includes(false)
}
