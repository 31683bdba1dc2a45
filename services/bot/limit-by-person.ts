import type { Clock } from '../../platform/clock.ts'

/** `sayMs`: how long to wait, for the one reply that tells it; null: stay silent. */
export type Verdict = { go: true } | { go: false; sayMs: number | null }

export interface PersonLimit {
  /** Counts one update of a person, once however often the queue brings it. @param weight what it costs, from 1. */
  take(person: number, updateId: number, weight: number): Verdict
}

interface Taken {
  updateId: number
  at: number
  weight: number
}

interface Person {
  /** Oldest first. */
  taken: Taken[]
  /** Unix milliseconds; nothing is done for the person before it. */
  quietUntil: number
  /** The update that was answered with how long to wait. */
  toldIn: number | null
}

const windowMs = 60_000
/** Updates of one person that are known again when the queue brings them anew: more than it holds of one chat. */
const mostTaken = 64
/** Above this the one who was quiet longest is forgotten, so that many people do not fill the memory. */
const mostPeople = 10_000

/** What one person may ask of this process in any minute. */
export function createPersonLimit({ perMinute, now }: { perMinute: number; now: Clock }): PersonLimit {
  const people = new Map<number, Person>()

  function personOf(id: number): Person {
    const person = people.get(id) ?? { taken: [], quietUntil: 0, toldIn: null }
    people.delete(id)
    people.set(id, person)
    const oldest = people.size > mostPeople ? people.keys().next().value : undefined
    if (oldest !== undefined) people.delete(oldest)
    return person
  }

  return {
    take(id, updateId, weight) {
      const person = personOf(id)
      const at = now()
      if (person.taken.some((one) => one.updateId === updateId)) return { go: true }
      if (at < person.quietUntil)
        return { go: false, sayMs: person.toldIn === updateId ? person.quietUntil - at : null }
      const freeAt = whenFree(person.taken, Math.min(weight, perMinute), perMinute, at)
      if (freeAt > at) {
        Object.assign(person, { quietUntil: freeAt, toldIn: updateId })
        return { go: false, sayMs: freeAt - at }
      }
      person.taken = [...person.taken, { updateId, at, weight }].slice(-mostTaken)
      return { go: true }
    },
  }
}

/** When so much is free again; `now` if it is. */
function whenFree(taken: readonly Taken[], weight: number, perMinute: number, now: number): number {
  const counting = taken.filter(({ at }) => now < at + windowMs)
  let over = counting.reduce((sum, one) => sum + one.weight, weight) - perMinute
  let freeAt = now
  for (const one of counting) {
    if (over <= 0) break
    over -= one.weight
    freeAt = one.at + windowMs
  }
  return freeAt
}
