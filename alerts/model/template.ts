import { type Labels, labelValue } from '../../metrics/model/labels.ts'
import { formatNumber, humanize, humanizeDuration, humanizePercentage } from './number-format.ts'

/** A text with places for a rule's labels and value. */
export interface Template {
  readonly parts: readonly Part[]
}

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'value'; readonly format: (value: number) => string }

export type TemplateReading =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly complaint: string }

const known = '$labels.NAME, $value, humanize, humanizeDuration, humanizePercentage and printf "%.Nf" are known'

/**
 * Reads the part of Prometheus's templates that a summary needs: `{{ $labels.target }}`, `{{ $value }}`,
 * `{{ $value | humanizePercentage }}`, `{{ printf "%.1f" $value }}`. Everything else is refused.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/template_reference/
 */
export function readTemplate(text: string): TemplateReading {
  const parts: Part[] = []
  for (const [index, piece] of text.split(/\{\{(.*?)\}\}/s).entries()) {
    if (index % 2 === 0) {
      if (/\{\{|\}\}/.test(piece)) return { ok: false, complaint: 'braces of the template are not closed' }
      parts.push({ kind: 'text', text: piece })
      continue
    }
    const part = readPlace(piece.trim())
    if (part === undefined) return { ok: false, complaint: `"{{${piece}}}" is not understood: ${known}` }
    parts.push(part)
  }
  return { ok: true, template: { parts } }
}

/** An absent label is the empty text, as in Prometheus. */
export function fillTemplate({ parts }: Template, labels: Labels, value: number): string {
  const textOf = (part: Part): string => {
    if (part.kind === 'text') return part.text
    return part.kind === 'label' ? labelValue(labels, part.name) : part.format(value)
  }
  return parts.map(textOf).join('')
}

const formats: Record<string, (value: number) => string> = { humanize, humanizeDuration, humanizePercentage }

function readPlace(place: string): Part | undefined {
  const label = /^\$labels\.([a-zA-Z_]\w*)$/.exec(place)?.[1]
  if (label !== undefined) return { kind: 'label', name: label }
  const digits = /^printf\s+"%\.(\d)f"\s+\$value$|^\$value\s*\|\s*printf\s+"%\.(\d)f"$/.exec(place)
  if (digits) return { kind: 'value', format: fixed(Number(digits[1] ?? digits[2])) }
  const piped = /^\$value(?:\s*\|\s*(\w+))?$/.exec(place)
  if (!piped) return undefined
  const format = piped[1] === undefined ? formatNumber : Object.hasOwn(formats, piped[1]) && formats[piped[1]]
  return format ? { kind: 'value', format } : undefined
}

function fixed(digits: number): (value: number) => string {
  return (value) => (Number.isFinite(value) ? value.toFixed(digits) : formatNumber(value))
}
