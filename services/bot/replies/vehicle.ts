import type { Explanation } from '../../vehicles/model/explain.ts'
import type { Report, Source, Statement, Warning } from '../../vehicles/model/report.ts'
import { isNorthAmerican } from '../../vehicles/model/structure.ts'
import { code, cut, escaped, type Html, lines } from '../languages/html.ts'
import type { Voice } from '../languages/voice.ts'
import type { ToldField } from '../model/asked-fields.ts'
import { type Section, sections } from '../model/sections.ts'
import { vehicleTitle } from '../vehicle-title.ts'
import { fieldLine, toldValue } from './values.ts'

const shortFields: readonly ToldField[] = ['vehicle_type', 'engine_info', 'fuel_type', 'manufacturer', 'built_in']

/** A vehicle at a glance. */
export function vehicleReply(voice: Voice, report: Report, explained: Explanation): Html {
  return cut(
    lines([
      ...heading(voice, report),
      ...shortFields.map((name) => fieldLine(voice, name, toldValue(voice, report, name))),
      ...doubts(voice, report, explained),
      '',
      voice.html('source-line', { source: sourceName(voice, report.source) }),
    ]),
  )
}

/** Everything that is known of a vehicle, and what is not. */
export function detailsReply(voice: Voice, report: Report, explained: Explanation): Html {
  const source = mostNamed(report)
  const unknown = sections.flatMap(({ fields }) => fields.filter((name) => report.fields[name] === undefined))
  const names = unknown.map((name) => voice.plain('field-name', { field: name }))
  return cut(
    lines([
      ...heading(voice, report),
      ...sections.flatMap((one) => sectionLines(voice, report, one, source)),
      voice.html('section', { section: 'vin' }),
      ...vinLines(voice, explained),
      ...doubts(voice, report, explained),
      ...(names.length > 0 ? (['', voice.html('details-unknown', { names: voice.list(names, 'and') })] as const) : []),
      '',
      voice.html('source-line-otherwise', { source: sourceName(voice, source) }),
    ]),
  )
}

function heading(voice: Voice, report: Report): (Html | '')[] {
  return [voice.html('title', { title: vehicleTitle(voice, report) }), vinLine(voice, report.vin), '']
}

function sectionLines(voice: Voice, report: Report, { name, fields }: Section, usual: Source): (Html | '')[] {
  const known = fields.flatMap((field) => {
    const value = toldValue(voice, report, field)
    if (value === null) return []
    if (value.source === usual) return [fieldLine(voice, field, value)]
    const told = { name: voice.plain('field-name', { field }), value: value.text }
    return [voice.html('line-with-source', { ...told, source: sourceName(voice, value.source) })]
  })
  return known.length === 0 ? [] : [voice.html('section', { section: name }), ...known, '']
}

/** The source of most fields, which is told once. */
function mostNamed({ fields, source }: Report): Source {
  const count = (name: Source) => Object.values(fields).filter((field) => field.source === name).length
  return (['offline', 'nhtsa', 'autodev'] as const).reduce(
    (most, one) => (count(one) > count(most) ? one : most),
    source,
  )
}

/** What the VIN says by itself. */
export function vinLines(voice: Voice, { structure, year_candidates, ...explained }: Explanation): Html[] {
  const years = voice.list(year_candidates.map(String), 'or')
  return [
    checkDigitLine(voice, explained),
    year_candidates.length > 0
      ? voice.html('year-candidates', { years })
      : escaped(capitalized(voice.plain('warning-no-year'))),
    voice.html('vin-parts', { wmi: code(structure.wmi), vds: code(structure.vds), vis: code(structure.vis) }),
  ]
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function checkDigitLine(voice: Voice, { vin, check_digit }: Pick<Explanation, 'vin' | 'check_digit'>): Html {
  const { actual, expected, valid } = check_digit
  if (valid) return voice.html('check-digit-right', { digit: actual })
  return voice.html(isNorthAmerican(vin) ? 'check-digit-wrong' : 'check-digit-custom', { actual, expected })
}

/** Warnings, and VINs that it may have been meant to be. */
export function doubts(voice: Voice, report: Report, explained: Explanation): (Html | '')[] {
  const warnings = report.warnings.map((one) =>
    voice.html('warning-line', { warning: warningText(voice, one, report, explained) }),
  )
  return [...(warnings.length > 0 ? (['', ...warnings] as const) : []), ...didYouMean(voice, report.suggestions)]
}

function warningText(
  voice: Voice,
  { code: kind, said }: Warning,
  { year }: Report,
  { year_candidates }: Explanation,
): string {
  if (said !== undefined) return voice.plain('warning-disagree', { said: inDispute(voice, said) })
  if (kind !== 'year_uncertain') return voice.plain('warning', { code: kind })
  if (year_candidates.length === 0) return voice.plain('warning-no-year')
  const years = voice.list(year_candidates.map(String), 'or')
  return year === null
    ? voice.plain('warning-years-open', { years })
    : voice.plain('warning-years-told', { years, told: String(year) })
}

function inDispute(voice: Voice, said: readonly Statement[]): string {
  const all = said.map(({ source, make, year }) => {
    const what = make === null ? String(year) : vehicleTitle(voice, { year, make, model: null, manufacturer: null })
    return voice.plain('warning-disagree-one', { what, source: sourceName(voice, source) })
  })
  return voice.joined(all)
}

export function didYouMean(voice: Voice, suggestions: readonly string[]): (Html | '')[] {
  return suggestions.length === 0
    ? []
    : ['', voice.html('did-you-mean'), ...suggestions.map((vin) => vinLine(voice, vin))]
}

/** A tap copies it. */
export function vinLine(voice: Voice, vin: string): Html {
  return voice.html('vin-line', { vin: code(vin) })
}

export function sourceName(voice: Voice, source: Source): string {
  return voice.plain('source-name', { source })
}
