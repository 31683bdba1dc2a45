import { type Labels, NAME_LABEL, onlyLabels, withoutLabels } from '../model/labels.ts'
import type { Matching } from './ast.ts'
import type { Row } from './rows.ts'

/** The labels by which series of two sides are matched. */
export function createMatchLabels({ on, labels }: Matching): (labels: Labels) => Labels {
  if (on) {
    const wanted = new Set(labels)
    return (of) => onlyLabels(of, wanted)
  }
  const ignored = new Set([...labels, NAME_LABEL])
  return (of) => withoutLabels(of, ignored)
}

/** The matched labels of each row as one text. */
export function signaturesOf(rows: readonly Row[], matching: Matching): string[] {
  const matchLabels = createMatchLabels(matching)
  return rows.map((row) => matchLabels(row.labels).key)
}
