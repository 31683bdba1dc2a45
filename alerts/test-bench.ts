import { setImmediate as turn } from 'node:timers/promises'
import { labelsOf } from '../metrics/model/labels.ts'
import type { AskQuery } from './condition.ts'
import type { Rule } from './model/rule.ts'
import type { SpoolFile } from './spool/file.ts'
import type { Spool } from './spool/spool.ts'

export const testRule: Rule = {
  id: 'target-down',
  expr: 'failures >= 3',
  forMs: 0,
  keepFiringMs: 0,
  severity: 'critical',
  summary: '{{ $labels.target }} is down',
}

/** What `failures` is for each target; tests set it. A target without a number has no sample. */
export function createFailures(initial: Record<string, number> = {}) {
  const failures = new Map(Object.entries(initial))
  const elements = () => [...failures].map(([target, value]) => ({ labels: labelsOf({ target }), value }))
  const ask: AskQuery = ({ text }) => elements().filter(({ value }) => text.includes('bool') || value >= 3)
  return {
    ask,
    set(target: string, value: number | undefined): void {
      if (value === undefined) failures.delete(target)
      else failures.set(target, value)
    },
  }
}

/** A spool without its thread. */
export function inThread(file: SpoolFile): Spool {
  return {
    write: async (changes, ordinal) => file.write(changes, ordinal),
    mark: async (noticeIds, inDoubt) => file.mark(noticeIds, inDoubt),
    forgetStored: async (upTo) => file.forgetStored(upTo),
    close: async () => file.close(),
  }
}

/** Lets everything run that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 30; turns += 1) await turn()
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Told {
  kind: 'opened' | 'resolved'
  what: string
}

/** What the lines of a message tell, in order: single messages and digests, with their tags or without. */
export function toldBy(text: string): Told[] {
  return text.split('\n').flatMap((line): Told[] => {
    const resolved = /^✅ (?:<b>)?Resolved:(?:<\/b>)? (.*)$/.exec(line)?.[1]
    const opened = /^(?:🔴|🟠|🔵) (?:<b>)?(.*?)(?:<\/b>)?$/.exec(line)?.[1]
    if (resolved !== undefined) return [{ kind: 'resolved', what: resolved }]
    return opened === undefined ? [] : [{ kind: 'opened', what: opened }]
  })
}
