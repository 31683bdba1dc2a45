import { expect, test } from 'vitest'
import { labelsOf } from '../../metrics/model/labels.ts'
import { fillTemplate, readTemplate } from './template.ts'

const labels = labelsOf({ target: 'web', odd: '{{ $value }}' })

test.each([
  { text: 'plain', value: 1, filled: 'plain' },
  { text: '', value: 1, filled: '' },
  { text: '{{ $labels.target }} is down', value: 1, filled: 'web is down' },
  { text: '{{$labels.target}}/{{  $value  }}', value: 0.5, filled: 'web/0.5' },
  { text: '{{ $labels.absent }}!', value: 1, filled: '!' },
  { text: '{{ $labels.odd }}', value: 1, filled: '{{ $value }}' },
  { text: '{{ $value }}', value: Number.POSITIVE_INFINITY, filled: '+Inf' },
  { text: '{{ $value }}', value: Number.NaN, filled: 'NaN' },
  { text: '{{ $value }}', value: 1e21, filled: '1e+21' },
  { text: '{{ $value }}', value: 1e-7, filled: '1e-07' },
  { text: '{{ printf "%.2f" $value }} s', value: 2.345, filled: '2.35 s' },
  { text: '{{ $value | printf "%.0f" }}', value: 2.5, filled: '3' },
  { text: '{{ printf "%.1f" $value }}', value: Number.NEGATIVE_INFINITY, filled: '-Inf' },
  { text: '{{ $value | humanize }}', value: 1234567, filled: '1.235M' },
  { text: '{{ $value | humanize }}', value: 999.9, filled: '999.9' },
  { text: '{{ $value | humanize }}', value: 0.0021, filled: '2.1m' },
  { text: '{{ $value | humanize }}', value: 0, filled: '0' },
  { text: '{{ $value | humanizePercentage }}', value: 0.81234, filled: '81.23%' },
  { text: '{{ $value | humanizePercentage }}', value: 123.45678, filled: '1.235e+04%' },
  { text: '{{ $value | humanizeDuration }}', value: 90_061, filled: '1d 1h 1m 1s' },
  { text: '{{ $value | humanizeDuration }}', value: 3_599, filled: '59m 59s' },
  { text: '{{ $value | humanizeDuration }}', value: 2.5, filled: '2.5s' },
  { text: '{{ $value | humanizeDuration }}', value: 0.25, filled: '250ms' },
  { text: '{{ $value | humanizeDuration }}', value: -61, filled: '-1m 1s' },
])('"$text" with $value reads "$filled"', ({ text, value, filled }) => {
  const reading = readTemplate(text)
  expect(reading.ok && fillTemplate(reading.template, labels, value)).toBe(filled)
})

test.each([
  ['{{ $labels.target'],
  ['target }}'],
  ['{{ }}'],
  ['{{ $label.target }}'],
  ['{{ $labels }}'],
  ['{{ $labels.target | toUpper }}'],
  ['{{ $value | constructor }}'],
  ['{{ $value | toString }}'],
  ['{{ printf "%d" $value }}'],
  ['{{ if $value }}x{{ end }}'],
  ['{{- $value -}}'],
  ['{{ query "up" }}'],
  ['{{ {{ $value }} }}'],
])('%s is refused', (text) => {
  expect(readTemplate(text)).toMatchObject({ ok: false, complaint: expect.stringMatching(/not understood|not closed/) })
})
