import type { Incident } from './incident.ts'
import type { Notice } from './notice.ts'
import { formatNumber } from './number-format.ts'
import type { IncidentSeverity } from './overview.ts'
import type { Proposal } from './scaling.ts'

/** A message as Telegram takes it. @see https://core.telegram.org/bots/api#html-style */
export type Html = string

const longestMessage = 4_096
const longestSummary = 300
const longestDetail = 700
const icons: Record<IncidentSeverity, string> = { critical: '🔴', warning: '🟠', info: '🔵' }

interface Told {
  readonly incident: Incident
  /** Of the rule, for this incident. */
  readonly description: string | undefined
  /** A heading in the runbook. */
  readonly runbook: string
  readonly statusUrl: string
}

/** @param value of the rule when it fired. */
export function openedText(told: Told, value: number, proposal: Proposal | null): Html {
  const { incident, description, runbook, statusUrl } = told
  const lines = [
    openedLine(incident),
    `Since ${utc(incident.openedAt ?? incident.since)} · value ${escapeHtml(formatNumber(value))}`,
    ...(description === undefined ? [] : [escapeHtml(oneLine(description, longestDetail))]),
    ...(proposal === null ? [] : scalingLines(proposal)),
    `Runbook: ${escapeHtml(oneLine(runbook, longestSummary))}`,
    escapeHtml(statusUrl),
  ]
  return cut(lines)
}

export function resolvedText(incident: Incident, statusUrl: string): Html {
  const { ending, openedAt, resolvedAt } = incident
  const why = ending === null ? null : endings[ending]
  return cut([
    resolvedLine(incident),
    `It lasted ${lasting((resolvedAt ?? 0) - (openedAt ?? 0))}, until ${utc(resolvedAt ?? 0)}${why ? `: ${why}` : ''}`,
    escapeHtml(statusUrl),
  ])
}

export function openedLine({ severity, summary }: Incident): Html {
  return `${icons[severity]} <b>${escapeHtml(summary)}</b>`
}

export function resolvedLine({ summary }: Incident): Html {
  return `✅ <b>Resolved:</b> ${escapeHtml(summary)}`
}

/**
 * One message about many notices, as many as it can hold.
 *
 * @returns the text and how many of the notices it tells, from the first on.
 */
export function digestText(notices: readonly Notice[], statusUrl: string): { text: Html; count: number } {
  const tail = ['', escapeHtml(statusUrl)]
  let room = longestMessage - `${notices.length} changes at once`.length - tail.join('\n').length - 16
  const lines: Html[] = []
  for (const { line } of notices) {
    if (line.length + 1 > room) break
    room -= line.length + 1
    lines.push(line)
  }
  return { text: [`<b>${lines.length} changes at once</b>`, ...lines, ...tail].join('\n'), count: lines.length }
}

/** A text as one line of at most `longest` characters, whatever is in it. */
export function oneLine(text: string, longest = longestSummary): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  const characters = [...line]
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`
}

/** Hours, minutes and seconds; the seconds are left out from an hour on. */
export function lasting(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1_000))
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600)]
  if (hours > 0) return `${hours} h ${minutes % 60} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}

const endings = {
  recovered: null,
  'instance-gone': 'the instance is gone',
  'rule-removed': 'the rule was removed',
  superseded: 'another incident speaks for it now',
}

function scalingLines(proposal: Proposal): Html[] {
  switch (proposal.kind) {
    case 'scale': {
      const { present, proposed, command } = proposal
      return [`Scaling: ${present} now, ${proposed} proposed`, `<code>${escapeHtml(command)}</code>`]
    }
    case 'at-maximum':
      return [`Scaling: ${proposal.present} now, which is the most allowed (${proposal.max})`]
    case 'count-unknown':
      return ['Scaling: more machines would help, but how many run now is not known (<code>fly status</code>)']
  }
}

/** @param at Unix milliseconds. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

export function escapeHtml(text: string): Html {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Keeps whole lines, which no tag crosses, so that the HTML stays whole. */
function cut(lines: readonly Html[]): Html {
  const text = lines.join('\n')
  if (text.length <= longestMessage) return text
  return `${text.slice(0, text.lastIndexOf('\n', longestMessage - 2))}\n…`
}
