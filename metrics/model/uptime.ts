import { DAY, floorTo, HOUR, type Run } from './history-result.ts'

/** The windows that uptime is told for, the shortest first. */
export const windows = [
  { name: '24h', ms: DAY },
  { name: '7d', ms: 7 * DAY },
  { name: '30d', ms: 30 * DAY },
  { name: '90d', ms: 90 * DAY },
  { name: '365d', ms: 365 * DAY },
] as const
export type WindowName = (typeof windows)[number]['name']

/** How long a target was seen up and seen down. */
export interface Seen {
  readonly upMs: number
  readonly downMs: number
}

export interface Uptime {
  /** The part of the time observed in which it was up; null when nothing was observed. */
  readonly uptime: number | null
  /** The part of the window that was observed. Unknown time is neither up nor down: it is not covered. */
  readonly coverage: number
}

/** Which rows tell of windows that end at one moment. Every row lies in one segment, and no time is in two rows. */
export interface WindowPlan {
  /** Starts of the segments, the oldest first; the last ends at `to`. */
  readonly edges: readonly number[]
  readonly to: number
  /** Whole hours, without those at `cutHours`. */
  readonly hours: Run
  /** Starts of hours that an edge goes through: their minutes are read. */
  readonly cutHours: readonly number[]
  /** Read by their minutes. */
  readonly minutes: readonly Run[]
}

/**
 * Hours stand for whole hours, exactly as their minutes would: they are sums of those. Minutes stand for the hours that
 * a window begins or ends in. Where minutes are not kept any more, a window begins with the hour that its start is in.
 *
 * @param to the end of the windows, a full minute; Unix milliseconds.
 * @param minutesKeptMs how far back minutes go.
 */
export function planWindows(to: number, minutesKeptMs: number): WindowPlan {
  const exact = (startAt: number) => startAt >= to - minutesKeptMs
  const starts = windows.map(({ ms }) => to - ms).reverse()
  const edges = starts.map((startAt) => (exact(startAt) ? startAt : floorTo(startAt, HOUR)))
  const cutHours = edges.filter((edge) => edge % HOUR !== 0).map((edge) => floorTo(edge, HOUR))
  const lastHour = floorTo(to, HOUR)
  const cut = cutHours.map((start) => ({ from: start, to: start + HOUR }))
  return {
    edges,
    to,
    hours: { from: floorTo(edges[0] ?? to, HOUR), to: lastHour },
    cutHours,
    minutes: lastHour < to ? [...cut, { from: lastHour, to }] : cut,
  }
}

/** What one location saw in each segment of a plan; those that are left out were not observed. */
export type SeenBySegment = ReadonlyMap<number, Seen>

/**
 * What all locations together saw of one target. Times are added up; as much of a window is covered as the location
 * that saw most of it covers: the least that can be said of all.
 */
export function uptimesOf(
  locations: readonly SeenBySegment[],
  { edges, to }: Pick<WindowPlan, 'edges' | 'to'>,
): Record<WindowName, Uptime> {
  const told = windows.map(({ name }, place) => {
    const first = edges.length - 1 - place
    const seen = locations.map((segments) => seenSince(segments, first, edges.length))
    return [name, uptimeOf(seen, to - (edges[first] ?? to))]
  })
  return Object.fromEntries(told)
}

function seenSince(segments: SeenBySegment, first: number, count: number): Seen {
  let upMs = 0
  let downMs = 0
  for (let segment = first; segment < count; segment++) {
    upMs += segments.get(segment)?.upMs ?? 0
    downMs += segments.get(segment)?.downMs ?? 0
  }
  return { upMs, downMs }
}

/** @param seen by each location. */
export function uptimeOf(seen: readonly Seen[], windowMs: number): Uptime {
  const upMs = seen.reduce((sum, each) => sum + each.upMs, 0)
  const coveredMs = seen.reduce((sum, each) => sum + each.upMs + each.downMs, 0)
  const mostMs = Math.max(0, ...seen.map((each) => each.upMs + each.downMs))
  return { uptime: coveredMs === 0 ? null : upMs / coveredMs, coverage: Math.min(1, mostMs / windowMs) }
}
