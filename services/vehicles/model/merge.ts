import type { FactName, Facts } from './facts.ts'
import type { OnlineSource, Told } from './outcome.ts'
import {
  assembleReport,
  type Field,
  type Report,
  type Source,
  type Statement,
  type Warning,
  type WarningCode,
} from './report.ts'

/** What an online decoder told. */
export interface Answer extends Told {
  source: OnlineSource
}

interface Witness {
  source: Source
  facts: Facts
}

/** What does not depend on which vehicle of the maker it is. */
const makerFacts: readonly FactName[] = ['manufacturer', 'vehicle_type', 'country']

/**
 * One report of several decoders. The first that knows the model leads; the others fill what it left open, as long as
 * they speak of the same vehicle. The offline report is always among them, last.
 *
 * @param answers in the order in which the decoders are preferred.
 * @param unavailable online decoders were wanted and none of them answered.
 */
export function mergeReports(offline: Report, answers: readonly Answer[], unavailable: boolean): Report {
  const witnesses: Witness[] = [...answers, { source: 'offline', facts: factsOf(offline) }]
  const lead = leadOf(witnesses)
  const fields = mergedFields(lead, witnesses)
  return assembleReport({
    vin: offline.vin,
    source: lead.source,
    fields,
    warnings: [
      ...offline.warnings.filter(({ code }) => !isSettled(code, fields)),
      ...disagreements(lead, witnesses, offline),
      ...(unavailable ? [onlineUnavailable] : []),
    ],
    suggestions: offline.suggestions,
    rawData: { ...offline.raw_data, ...Object.fromEntries(answers.map(({ source, raw }) => [source, raw])) },
  })
}

/** Of the report's fields all but the line about the engine are facts. */
function factsOf({ fields }: Report): Facts {
  const known = Object.entries(fields).filter(([name]) => name !== 'engine_info')
  return Object.fromEntries(known.map(([name, { value }]) => [name, value]))
}

/** `witnesses` ends with the offline decoder, so there is one. */
function leadOf(witnesses: readonly Witness[]): Witness {
  const knows = (name: FactName) => witnesses.find(({ facts }) => facts[name] !== undefined)
  const lead = knows('model') ?? knows('make') ?? witnesses.at(-1)
  if (lead === undefined) throw new TypeError('the offline report was wanted among the witnesses')
  return lead
}

function mergedFields(lead: Witness, witnesses: readonly Witness[]): { [name in FactName]?: Field } {
  const fields: { [name in FactName]?: Field } = {}
  const inOrder = [lead, ...witnesses.filter((witness) => witness !== lead)]
  for (const { source, facts } of inOrder) {
    const names = namesToTake(lead.facts, facts)
    for (const name of names) fields[name] ??= fieldOf(facts, name, source)
  }
  return fields
}

function fieldOf(facts: Facts, name: FactName, source: Source): Field {
  return { value: facts[name] ?? '', source }
}

/** Of another vehicle nothing is taken, of another one by the same maker what the maker's code tells. */
function namesToTake(lead: Facts, other: Facts): FactName[] {
  const known = Object.keys(other) as FactName[]
  if (differs(lead.make, other.make)) return []
  return differs(lead.year, other.year) ? known.filter((name) => makerFacts.includes(name)) : known
}

/** Both are known, and not the same but for spelling. */
function differs(one: string | number | undefined, other: string | number | undefined): boolean {
  return one !== undefined && other !== undefined && plain(one) !== plain(other)
}

function plain(value: string | number): string {
  return String(value)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** The offline decoder's doubts that another decoder has ended. */
function isSettled(code: WarningCode, { make, model, year }: { [name in FactName]?: Field }): boolean {
  if (code === 'unknown_maker') return make !== undefined
  if (code === 'year_uncertain') return year !== undefined && year.source !== 'offline'
  return code === 'unverified' && model !== undefined && year !== undefined
}

/** A year that the offline decoder itself calls uncertain contradicts nobody. */
function disagreements(lead: Witness, witnesses: readonly Witness[], offline: Report): Warning[] {
  const isUnsure = offline.warnings.some(({ code }) => code === 'year_uncertain')
  const others = witnesses.filter(({ source, facts }) => {
    const yearCounts = !(isUnsure && (source === 'offline' || lead.source === 'offline'))
    return differs(lead.facts.make, facts.make) || (yearCounts && differs(lead.facts.year, facts.year))
  })
  if (others.length === 0) return []
  const all = [lead, ...others]
  const told = all.map(({ source, facts }) => `${speakers[source]} says ${inWords(facts)}`)
  const said = all.map(statementOf)
  return [{ code: 'sources_disagree', message: `the sources disagree: ${told.join(', ')}`, said }]
}

function statementOf({ source, facts: { make, year } }: Witness): Statement {
  return { source, make: make === undefined ? null : String(make), year: typeof year === 'number' ? year : null }
}

const speakers: Record<Source, string> = { autodev: 'auto.dev', nhtsa: 'NHTSA', offline: 'the offline data' }

function inWords({ make, year }: Facts): string {
  return [make, year].filter((part) => part !== undefined).join(' ')
}

const onlineUnavailable: Warning = {
  code: 'online_unavailable',
  message: 'no online decoder answered in time: this is what the offline data tells, and a later lookup may tell more',
}
