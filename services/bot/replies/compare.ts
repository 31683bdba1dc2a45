import type { Report } from '../../vehicles/model/report.ts'
import { cut, type Html, lines } from '../languages/html.ts'
import type { Voice } from '../languages/voice.ts'
import type { ToldField } from '../model/asked-fields.ts'
import { type ComparedField, compare, type Likeness } from '../model/comparison.ts'
import { vehicleTitle } from '../vehicle-title.ts'
import { fieldLine, toldValue } from './values.ts'
import { vinLine } from './vehicle.ts'

/** Two vehicles field by field, first what differs, in lines short enough for a phone. */
export function compareReply(voice: Voice, one: Report, other: Report): Html {
  const fields = compare(one, other)
  const having = (likeness: Likeness) => fields.filter((field) => field.likeness === likeness)
  const sides = [
    { letter: voice.plain('compare-letter', { place: 'first' }), report: one },
    { letter: voice.plain('compare-letter', { place: 'second' }), report: other },
  ] as const
  return cut(
    lines([
      voice.html('compare-title'),
      '',
      ...sides.flatMap(({ letter, report }) => [
        voice.html('compare-vehicle', { letter, title: vehicleTitle(voice, report) }),
        vinLine(voice, report.vin),
      ]),
      '',
      ...(having('different').length === 0 ? ([voice.html('compare-no-difference'), ''] as const) : []),
      ...having('different').flatMap(({ name }) => [...sideBySide(voice, name, sides), '' as const]),
      ...oneSided(voice, having('unknown'), sides),
      ...alike(voice, one, having('alike')),
    ]),
  )
}

interface Side {
  letter: string
  report: Report
}

function sideBySide(voice: Voice, name: ToldField, sides: readonly Side[]): Html[] {
  return [
    voice.html('compare-different', { name: voice.plain('field-name', { field: name }) }),
    ...sides.map(({ letter, report }) => {
      return voice.html('compare-side', { letter, value: toldValue(voice, report, name)?.text ?? '' })
    }),
  ]
}

/** What only one of them tells is no difference. */
function oneSided(voice: Voice, fields: readonly ComparedField[], sides: readonly Side[]): (Html | '')[] {
  if (fields.length === 0) return []
  const told = fields.flatMap(({ name }) =>
    sides.flatMap(({ letter, report }) => {
      const value = toldValue(voice, report, name)?.text
      const field = voice.plain('field-name', { field: name })
      return value === undefined ? [] : [voice.html('compare-one-sided', { name: field, value, letter })]
    }),
  )
  return [voice.html('compare-one-sided-title'), ...told, '']
}

function alike(voice: Voice, report: Report, fields: readonly ComparedField[]): Html[] {
  if (fields.length === 0) return [voice.html('compare-nothing-alike')]
  return [
    voice.html('compare-alike-title'),
    ...fields.map(({ name }) => fieldLine(voice, name, toldValue(voice, report, name))),
  ]
}
