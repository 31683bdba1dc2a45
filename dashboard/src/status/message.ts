import type { BoardMessage } from '../../../alerts/model/overview.ts'

/** Reads one text of the stream; undefined when it is no message of ours. */
export function parseMessage(text: string): BoardMessage | undefined {
  const message = parsed(text)
  if (!isRecord(message) || !isPlaced(message)) return undefined
  const complete = message.type === 'snapshot' ? isOverview(message.overview) : isDelta(message)
  return complete ? (message as unknown as BoardMessage) : undefined
}

type Fields = Record<string, unknown>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isPlaced({ stream, seq, at }: Fields): boolean {
  return typeof stream === 'string' && Number.isInteger(seq) && Number.isFinite(at)
}

function isDelta({ type, targets, incidents }: Fields): boolean {
  return type === 'delta' && isListOf(targets, isTarget) && isListOf(incidents, isIncident)
}

function isOverview(overview: unknown): boolean {
  if (!isRecord(overview)) return false
  const { at, groups, incidents } = overview
  return Number.isFinite(at) && isListOf(groups, isGroup) && isListOf(incidents, isIncident)
}

function isGroup({ name, targets }: Fields): boolean {
  return typeof name === 'string' && isListOf(targets, isTarget)
}

function isTarget({ id, name, status, checkedAt, intervalMs, latencyMs }: Fields): boolean {
  const named = typeof id === 'string' && typeof name === 'string' && typeof status === 'string'
  return named && isNumberOrNull(checkedAt) && Number.isFinite(intervalMs) && isNumberOrNull(latencyMs)
}

function isIncident({ id, summary, openedAt, resolvedAt }: Fields): boolean {
  const named = typeof id === 'string' && typeof summary === 'string'
  return named && Number.isFinite(openedAt) && isNumberOrNull(resolvedAt)
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || Number.isFinite(value)
}

function isListOf(value: unknown, isOne: (item: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isRecord(item) && isOne(item))
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
