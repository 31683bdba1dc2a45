import { RE2JS, RE2JSException } from 're2js'
import { readCondition } from '../../alerts/condition.ts'
import { readTemplate } from '../../alerts/model/template.ts'
import { PromqlError } from '../../metrics/promql/error.ts'
import { stepsOf } from '../model/json-path.ts'
import type { Complaint, Path } from './fault.ts'
import { isMap, type YamlMap } from './misfits.ts'
import { checkKinds } from './shape.ts'

/** What is well written and means nothing: ids, expressions, summaries, patterns and paths of a file of whatever shape. */
export function meaningFaults(file: unknown): Complaint[] {
  const [targets, scrapes, rules] = [itemsOf(file, 'targets'), itemsOf(file, 'scrapes'), itemsOf(file, 'rules')]
  const ids = new Set(targets.map(({ item }) => item.id))
  return [
    ...[targets, scrapes, rules].flatMap(repeatedIds),
    ...targets.flatMap(targetFaults),
    ...scrapes.flatMap(scrapeFaults),
    ...rules.flatMap(({ item, path }) => [
      ...withText(item, path, 'expr', expressionFaults),
      ...withText(item, path, 'summary', summaryFaults),
      ...withText(item, path, 'target', (id) => (ids.has(id) ? [] : [{ wanted: 'the id of a target in this file' }])),
    ]),
  ]
}

interface Item {
  item: YamlMap
  path: Path
}

function itemsOf(file: unknown, list: string): Item[] {
  const items = isMap(file) ? file[list] : undefined
  if (!Array.isArray(items)) return []
  return items.flatMap((item: unknown, index) => (isMap(item) ? [{ item, path: [list, index] }] : []))
}

type About = Omit<Complaint, 'path'>

function withText(item: YamlMap, path: Path, key: string, faults: (text: string) => About[]): Complaint[] {
  const text = item[key]
  return typeof text === 'string' ? faults(text).map((fault) => ({ ...fault, path: [...path, key] })) : []
}

function repeatedIds(items: readonly Item[]): Complaint[] {
  const isRepeated = (id: unknown, index: number) => items.findIndex(({ item }) => item.id === id) < index
  return items.flatMap(({ item, path }, index) =>
    withText(item, path, 'id', (id) => (isRepeated(id, index) ? [{ wanted: 'an id that no other has' }] : [])),
  )
}

function targetFaults({ item, path }: Item): Complaint[] {
  const kinds = checkKinds.filter((kind) => Object.hasOwn(item, kind))
  const { http, prometheus } = item
  return [
    ...(kinds.length === 1 ? [] : [{ path, wanted: `exactly one of ${checkKinds.join(', ')}` }]),
    ...discoverFaults({ item, path }),
    ...(isMap(prometheus) ? patternFaults(prometheus.keep, [...path, 'prometheus', 'keep']) : []),
    ...(isMap(http) && isMap(http.expect) ? jsonPathFaults(http.expect.json, [...path, 'http', 'expect', 'json']) : []),
  ]
}

/** One connection of these is one instance; the others speak to a whole. */
const discoverable = ['http', 'tcp', 'prometheus'] as const

function discoverFaults({ item, path }: Item): Complaint[] {
  if (item.discover === undefined || discoverable.some((kind) => Object.hasOwn(item, kind))) return []
  const wanted = `a check of ${discoverable.join(', ')} beside discover: of others there is one`
  return [{ path: [...path, 'discover'], wanted, aboutKey: true }]
}

function scrapeFaults({ item, path }: Item): Complaint[] {
  const bothNamed = item.discover !== undefined && item.instance !== undefined
  return [
    ...patternFaults(item.keep, [...path, 'keep']),
    ...(bothNamed ? [{ path: [...path, 'instance'], wanted: 'no instance beside discover', aboutKey: true }] : []),
  ]
}

function jsonPathFaults(json: unknown, path: Path): Complaint[] {
  const wrong = Object.keys(isMap(json) ? json : {}).filter((key) => stepsOf(key) === undefined)
  return wrong.map((key) => ({ path: [...path, key], wanted: 'a path such as a.b[0].c', aboutKey: true }))
}

function patternFaults(keep: unknown, path: Path): Complaint[] {
  const patterns: unknown[] = Array.isArray(keep) ? keep : []
  return patterns.flatMap((pattern, index) =>
    typeof pattern !== 'string' || isPattern(pattern)
      ? []
      : [{ path: [...path, index], wanted: 'a regular expression as RE2 knows it' }],
  )
}

function isPattern(text: string): boolean {
  try {
    RE2JS.compile(text)
    return true
  } catch (error) {
    if (error instanceof RE2JSException) return false
    throw error
  }
}

function expressionFaults(expr: string): About[] {
  try {
    readCondition(expr)
    return []
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    const complaint = error.message.replace(/^\d+:\d+: (parse error: )?/, '')
    const { line, column } = error.position ?? { line: 1, column: 1 }
    const linesBefore = expr.split('\n').slice(0, line - 1)
    const offset = linesBefore.reduce((sum, { length }) => sum + length + 1, 0) + column - 1
    return [{ wanted: `PromQL of an instant vector: ${complaint}`, offset }]
  }
}

function summaryFaults(summary: string): About[] {
  const reading = readTemplate(summary)
  return reading.ok ? [] : [{ wanted: `a template: ${reading.complaint}` }]
}
