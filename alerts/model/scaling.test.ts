import { expect, test } from 'vitest'
import type { Scale } from './rule.ts'
import { proposeScaling } from './scaling.ts'

test.each<{
  name: string
  scale: Partial<Scale>
  present: number | null
  value: number
  proposed: number | 'at-maximum' | 'count-unknown'
}>([
  { name: 'one more machine when nothing else is said', scale: {}, present: 2, value: 9, proposed: 3 },
  { name: 'a step as large as the rule says', scale: { by: 2 }, present: 2, value: 9, proposed: 4 },
  { name: 'never above the maximum', scale: { by: 9 }, present: 4, value: 9, proposed: 5 },
  { name: 'one below the maximum there is room for one', scale: {}, present: 4, value: 9, proposed: 5 },
  { name: 'at the maximum nothing is proposed', scale: {}, present: 5, value: 9, proposed: 'at-maximum' },
  { name: 'nor above it', scale: {}, present: 6, value: 9, proposed: 'at-maximum' },
  { name: 'nor when the count is not known', scale: {}, present: null, value: 9, proposed: 'count-unknown' },
  { name: 'no machine at all gets the first', scale: {}, present: 0, value: 9, proposed: 1 },
  { name: 'as many as carry the value', scale: { by: 9, perInstance: 100 }, present: 1, value: 250, proposed: 3 },
  {
    name: 'a value that they just carry asks for no more',
    scale: { by: 9, perInstance: 100 },
    present: 1,
    value: 300,
    proposed: 3,
  },
  { name: 'a value a little larger does', scale: { by: 9, perInstance: 100 }, present: 1, value: 301, proposed: 4 },
  { name: 'but no more than a step', scale: { by: 2, perInstance: 100 }, present: 1, value: 1_000, proposed: 3 },
  {
    name: 'and at least one, as the rule is breached',
    scale: { by: 2, perInstance: 100 },
    present: 3,
    value: 120,
    proposed: 4,
  },
  {
    name: 'a value that is no number asks for one step',
    scale: { by: 2, perInstance: 100 },
    present: 1,
    value: Number.NaN,
    proposed: 3,
  },
])('$name', ({ scale, present, value, proposed }) => {
  const proposal = proposeScaling({ process: 'web', max: 5, ...scale }, present, value)
  if (typeof proposed === 'number')
    expect(proposal).toEqual({ kind: 'scale', present, proposed, command: `fly scale count web=${proposed}` })
  else expect(proposal.kind).toBe(proposed)
})
