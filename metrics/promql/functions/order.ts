import { compareLabels, labelValue } from '../../model/labels.ts'
import { nanFirst } from '../quantile.ts'
import type { Element } from '../rows.ts'
import { type FunctionTable, perVector, type StepCall, textOf } from './function.ts'
import { compareNaturally } from './natural-order.ts'

/** The order of an instant vector. Over a range they change nothing. */
export const orderFunctions: FunctionTable = {
  sort: perVector(['vector'], 'vector', ({ inputs }) => [...(inputs[0] ?? [])].sort(nanLast(1))),
  sort_desc: perVector(['vector'], 'vector', ({ inputs }) => [...(inputs[0] ?? [])].sort(nanLast(-1))),
  sort_by_label: perVector(['vector', 'string'], 'vector', (call) => byLabels(call, 1), -1),
  sort_by_label_desc: perVector(['vector', 'string'], 'vector', (call) => byLabels(call, -1), -1),
}

function nanLast(direction: 1 | -1): (a: Element, b: Element) => number {
  return (a, b) => {
    if (Number.isNaN(a.value) || Number.isNaN(b.value)) return -nanFirst(a.value, b.value)
    return direction * nanFirst(a.value, b.value)
  }
}

function byLabels({ args, inputs }: StepCall, direction: 1 | -1): Element[] {
  const names = args.slice(1).map(textOf)
  return [...(inputs[0] ?? [])].sort((a, b) => direction * compareBy(names, a, b))
}

function compareBy(names: readonly string[], a: Element, b: Element): number {
  for (const name of names) {
    const [ofA, ofB] = [labelValue(a.labels, name), labelValue(b.labels, name)]
    if (ofA !== ofB) return compareNaturally(ofA, ofB) || 1
  }
  return compareLabels(a.labels, b.labels)
}
