import { type Fact, factAt, type Place, placesFor } from '../report/facts.ts'
import type { Vehicle } from '../report/vehicle.ts'

/** `unknown`: one of the two is not known, so nobody can tell whether they differ. */
export type Likeness = 'same' | 'differs' | 'unknown'

export interface ComparedFact {
  name: string
  label: string
  left: Fact
  right: Fact
  likeness: Likeness
}

export interface ComparedSection {
  title: string
  facts: ComparedFact[]
}

export type Order = 'report' | 'same-first' | 'differences'

/** Two reports row by row; what is known of neither is left out. */
export function compare(left: Vehicle, right: Vehicle): ComparedSection[] {
  const names = new Set([...Object.keys(left.fields), ...Object.keys(right.fields)])
  return placesFor(names)
    .map(({ title, places }) => ({ title, facts: places.flatMap((place) => compareAt(place, left, right)) }))
    .filter(({ facts }) => facts.length > 0)
}

/** The rows to show. `unknown` rows count as neither same nor different: they are no difference that was found. */
export function arrange(sections: readonly ComparedSection[], order: Order): ComparedSection[] {
  if (order === 'report') return [...sections]
  return sections
    .map(({ title, facts }) => ({ title, facts: order === 'differences' ? facts.filter(differs) : sameFirst(facts) }))
    .filter(({ facts }) => facts.length > 0)
}

/** How many rows there are of each likeness. */
export function countLikeness(sections: readonly ComparedSection[]): Record<Likeness, number> {
  const counts = { same: 0, differs: 0, unknown: 0 }
  for (const { facts } of sections) for (const { likeness } of facts) counts[likeness]++
  return counts
}

function compareAt(place: Place, leftVehicle: Vehicle, rightVehicle: Vehicle): ComparedFact[] {
  const left = factAt(place, leftVehicle)
  const right = factAt(place, rightVehicle)
  if (left.value === null && right.value === null) return []
  return [{ ...place, left, right, likeness: likenessOf(left.value, right.value) }]
}

/** Sources spell differently: capitals and spaces make no difference. */
function likenessOf(left: string | null, right: string | null): Likeness {
  if (left === null || right === null) return 'unknown'
  return plain(left) === plain(right) ? 'same' : 'differs'
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim()
}

const differs = ({ likeness }: ComparedFact): boolean => likeness === 'differs'

const rank: Record<Likeness, number> = { same: 0, differs: 1, unknown: 2 }

function sameFirst(facts: readonly ComparedFact[]): ComparedFact[] {
  return facts.toSorted((a, b) => rank[a.likeness] - rank[b.likeness])
}
