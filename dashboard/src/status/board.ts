import type { BoardMessage, GroupView, IncidentView, TargetView } from '../../../alerts/model/overview.ts'

export interface Latency {
  /** Unix milliseconds on the server's clock. */
  checkedAt: number
  /** Null when the check gave none. */
  latencyMs: number | null
}

/** What the stream has told so far. */
export interface Board {
  stream: string
  seq: number
  /** When the last of it was said, Unix milliseconds on the server's clock. */
  saidAt: number
  groups: readonly GroupView[]
  /** Open ones, and those resolved a short while ago; the newest first. */
  incidents: readonly IncidentView[]
  /** By target, as far as this page saw them, the oldest first. */
  latencies: ReadonlyMap<string, readonly Latency[]>
}

const keptLatencies = 60
const showResolvedMs = 15 * 60_000

/**
 * The board after one more message: `board` itself when it told nothing new, `gap` when something between was missed
 * and only a snapshot can help.
 */
export function receive(board: Board | null, message: BoardMessage): Board | 'gap' {
  if (message.type === 'snapshot') {
    const { at, groups, incidents } = message.overview
    return fill(board, message, at, groups, incidents)
  }
  if (board === null || message.stream !== board.stream || message.seq > board.seq + 1) return 'gap'
  if (message.seq <= board.seq) return board
  const groups = withTargets(board.groups, message.targets)
  if (groups === undefined) return 'gap'
  return fill(board, message, message.at, groups, merged(board.incidents, message.incidents))
}

/** Where to go on after a pause, as `?since=` of the stream's address. */
export function placeOf({ stream, seq }: Board): string {
  return `${stream}:${seq}`
}

export function targetsOf({ groups }: Pick<Board, 'groups'>): TargetView[] {
  return groups.flatMap(({ targets }) => targets)
}

function fill(
  board: Board | null,
  { stream, seq, at }: BoardMessage,
  saidAt: number,
  groups: readonly GroupView[],
  incidents: readonly IncidentView[],
): Board {
  const shown = incidents.filter(({ resolvedAt }) => resolvedAt === null || at - resolvedAt < showResolvedMs)
  const sorted = shown.toSorted(openFirst)
  return { stream, seq, saidAt, groups, incidents: sorted, latencies: withLatencies(board, targetsOf({ groups })) }
}

/** Undefined when one of the changed targets has no place on the board. */
function withTargets(groups: readonly GroupView[], changed: readonly TargetView[]): GroupView[] | undefined {
  const byId = new Map(changed.map((target) => [target.id, target]))
  const known = new Set(targetsOf({ groups }).map(({ id }) => id))
  if (changed.some(({ id }) => !known.has(id))) return undefined
  return groups.map((group) => ({ ...group, targets: group.targets.map((target) => byId.get(target.id) ?? target) }))
}

function merged(incidents: readonly IncidentView[], changed: readonly IncidentView[]): IncidentView[] {
  return [...new Map([...incidents, ...changed].map((incident) => [incident.id, incident])).values()]
}

function openFirst(a: IncidentView, b: IncidentView): number {
  return Number(a.resolvedAt !== null) - Number(b.resolvedAt !== null) || b.openedAt - a.openedAt
}

function withLatencies(board: Board | null, targets: readonly TargetView[]): Board['latencies'] {
  return new Map(targets.map((target) => [target.id, withLatency(board?.latencies.get(target.id) ?? [], target)]))
}

function withLatency(seen: readonly Latency[], { checkedAt, latencyMs }: TargetView): readonly Latency[] {
  const last = seen.at(-1)?.checkedAt ?? 0
  if (checkedAt === null || checkedAt <= last) return seen
  return [...seen, { checkedAt, latencyMs }].slice(-keptLatencies)
}
