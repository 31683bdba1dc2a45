import { expect, test } from 'vitest'
import { failure, type Outcome } from './outcome.ts'
import { answersIn, isLasting, noneAnswered, type Reply } from './replies.ts'

const whole: Outcome = { kind: 'whole', facts: { make: 'Honda' }, raw: {} }
const partial: Outcome = { ...whole, kind: 'partial' }
const nothing: Outcome = { kind: 'nothing' }
const failed = failure('timeout')

function replies(autodev: Outcome | undefined, nhtsa: Outcome | undefined): Reply[] {
  return [
    { source: 'autodev', outcome: autodev },
    { source: 'nhtsa', outcome: nhtsa },
  ]
}

test.each<{ name: string; all: Reply[]; lasting: boolean; none: boolean }>([
  { name: 'nobody was wanted', all: [], lasting: true, none: false },
  { name: 'one told all and the other was not asked', all: replies(whole, undefined), lasting: true, none: false },
  { name: 'one told all after the other failed', all: replies(failed, whole), lasting: true, none: false },
  { name: 'both told a part', all: replies(partial, partial), lasting: true, none: false },
  { name: 'both know nothing', all: replies(nothing, nothing), lasting: true, none: false },
  { name: 'one told a part and the other failed', all: replies(partial, failed), lasting: false, none: false },
  { name: 'one knows nothing, the other is silent', all: replies(nothing, undefined), lasting: false, none: false },
  { name: 'both failed', all: replies(failed, failed), lasting: false, none: true },
  { name: 'both are silent', all: replies(undefined, undefined), lasting: false, none: true },
])('$name', ({ all, lasting, none }) => {
  expect({ lasting: isLasting(all), none: noneAnswered(all) }).toEqual({ lasting, none })
})

test('only what tells something is an answer, with its source', () => {
  expect(answersIn(replies(partial, failed))).toEqual([{ ...partial, source: 'autodev' }])
  expect(answersIn(replies(nothing, whole))).toEqual([{ ...whole, source: 'nhtsa' }])
})
