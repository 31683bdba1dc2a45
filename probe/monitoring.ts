import { Check } from 'typebox/value'
import { LineCounter, parseDocument, visit } from 'yaml'
import { addressFaults } from './monitoring/addresses.ts'
import { buildMonitoring, type Monitoring } from './monitoring/build.ts'
import { type Fault, MonitoringError } from './monitoring/fault.ts'
import { meaningFaults } from './monitoring/meanings.ts'
import { misfits } from './monitoring/misfits.ts'
import type { PlaceholderValues } from './monitoring/placeholders.ts'
import { createLocator } from './monitoring/places.ts'
import { MonitoringShape } from './monitoring/shape.ts'

export type { Monitoring } from './monitoring/build.ts'
export { type Fault, MonitoringError } from './monitoring/fault.ts'
export { type PlaceholderValues, placeholderNames } from './monitoring/placeholders.ts'

/**
 * Reads monitoring.yaml: placeholders are filled, durations are milliseconds, expressions and summaries are known to be readable.
 *
 * @param values by placeholder name; null is not set, and an empty token is none.
 * @throws MonitoringError with every fault at once; no value is in it.
 */
export function readMonitoring(text: string, values: PlaceholderValues): Monitoring {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const { faultAt, locate } = createLocator(text, document, lines)
  const unreadable = [...document.errors, ...document.warnings].map(({ pos, message }) =>
    faultAt(pos[0], `YAML: ${message}`),
  )
  const isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY')
  const aliases = aliasFaults(document, faultAt)
  if (!isReadable || aliases.length > 0) throw new MonitoringError([...unreadable, ...aliases])

  const file: unknown = document.toJS()
  const complaints = [...misfits(MonitoringShape, file), ...addressFaults(file, values), ...meaningFaults(file)]
  const faults = [...unreadable, ...complaints.map(locate)]
  if (faults.length > 0) throw new MonitoringError(faults)
  if (!Check(MonitoringShape, file)) throw new TypeError('a fault of monitoring.yaml was not found')
  return buildMonitoring(file, values)
}

/** An alias could make a small file a huge one. */
function aliasFaults(
  document: Parameters<typeof visit>[0],
  faultAt: (offset: number, wanted: string) => Fault,
): Fault[] {
  const faults: Fault[] = []
  visit(document, {
    Alias(_, node) {
      faults.push(faultAt(node.range?.[0] ?? 0, 'the value itself, not an alias'))
    },
  })
  return faults
}
