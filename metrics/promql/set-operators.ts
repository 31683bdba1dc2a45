import type { Matching, SetOperator } from './ast.ts'
import { type Element, type Evaluation, type PlacedElement, perStep, type Row } from './rows.ts'
import { signaturesOf } from './signatures.ts'

/** `and` keeps the left elements that have a match on the right, `unless` those without; `or` adds the right ones without. */
export function combineSets(
  evaluation: Evaluation,
  operator: SetOperator,
  matching: Matching,
  left: readonly Row[],
  right: readonly Row[],
): Row[] {
  const ofLeft = signaturesOf(left, matching)
  const ofRight = signaturesOf(right, matching)
  return perStep(evaluation, [left, right], ([onLeft = [], onRight = []]): Element[] => {
    const rightPresent = presentIn(onRight, ofRight)
    switch (operator) {
      case 'and':
        return onLeft.filter(({ row }) => rightPresent.has(ofLeft[row]))
      case 'unless':
        return onLeft.filter(({ row }) => !rightPresent.has(ofLeft[row]))
      case 'or': {
        const leftPresent = presentIn(onLeft, ofLeft)
        return [...onLeft, ...onRight.filter(({ row }) => !leftPresent.has(ofRight[row]))]
      }
    }
  })
}

function presentIn(elements: readonly PlacedElement[], signatures: readonly string[]): Set<string | undefined> {
  return new Set(elements.map(({ row }) => signatures[row]))
}
