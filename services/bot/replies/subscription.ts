import type { Want } from '../../../alerts/model/subscription.ts'
import type { Html } from '../languages/html.ts'
import type { Voice } from '../languages/voice.ts'

/** @param outcome of alerts. @param severity of what the chat is told of by now; null: of nothing. */
export function subscriptionReply(voice: Voice, outcome: string, severity: Want | null): Html {
  if (outcome === 'not-subscribed') return voice.html('not-subscribed')
  if (outcome !== 'already-subscribed') return whatIsTold(voice, severity)
  return voice.html(severity === 'critical' ? 'already-subscribed-critical' : 'already-subscribed-all')
}

export function whatIsTold(voice: Voice, severity: Want | null): Html {
  const keys = { all: 'subscribed-all', critical: 'subscribed-critical' } as const
  return voice.html(severity === null ? 'unsubscribed' : keys[severity])
}

/** Below a message about what a chat is told. */
export function choiceLabel(voice: Voice, severity: Want | null, holds: boolean): string {
  const keys = { all: 'button-all', critical: 'button-critical' } as const
  const label = voice.plain(severity === null ? 'button-stop' : keys[severity])
  return holds ? `${label} ✓` : label
}

export function choiceToast(voice: Voice, outcome: string, severity: Want | null): string {
  const keys = { all: 'toast-told-all', critical: 'toast-told-critical' } as const
  if (outcome === 'stale') return voice.plain('toast-changed-meanwhile')
  return voice.plain(severity === null ? 'toast-told-nothing' : keys[severity])
}
