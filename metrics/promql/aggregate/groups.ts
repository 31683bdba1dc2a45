import { type Labels, NAME_LABEL, noLabels, onlyLabels, withoutLabels } from '../../model/labels.ts'

/** The labels of the group that a series falls into. */
export function createGroupLabels(grouping: readonly string[], without: boolean): (labels: Labels) => Labels {
  if (without) {
    const dropped = new Set([...grouping, NAME_LABEL])
    return (labels) => withoutLabels(labels, dropped)
  }
  if (grouping.length === 0) return () => noLabels
  const kept = new Set(grouping)
  return (labels) => onlyLabels(labels, kept)
}
