import { record } from '../parts/call.ts'

/** How much of a window a target was up, as `GET /api/status/history` tells it. */
export interface Uptime {
  /** Of the time that was seen; null when none was. */
  uptime: number | null
  /** The part of the window that was seen. */
  coverage: number
}

export interface UptimeRow {
  label: string
  uptime: Uptime
}

export interface Uptimes {
  /** The end of every window, Unix milliseconds on the server's clock. */
  at: number
  byTarget: ReadonlyMap<string, readonly UptimeRow[]>
}

const windows = [
  { name: '24h', label: '24 hours' },
  { name: '90d', label: '90 days' },
]
/** The server tells anew each minute; what is older says nothing of the last hours. */
const longestAgeMs = 10 * 60_000

/** Undefined for what is no answer of ours. */
export function uptimesOf(body: unknown): Uptimes | undefined {
  const { at, targets } = record(body)
  if (typeof at !== 'number' || !Array.isArray(targets)) return undefined
  return { at, byTarget: new Map(targets.map(record).map((target) => [String(target.id), rowsOf(target.windows)])) }
}

/** The rows of one target that may still be shown; none when nothing was told, or long ago. */
export function shownRows(uptimes: Uptimes | null, target: string, now: number): readonly UptimeRow[] {
  return uptimes === null || now - uptimes.at > longestAgeMs ? [] : (uptimes.byTarget.get(target) ?? [])
}

/** Rounded down: what was ever down is never 100 %. */
export function uptimeWords({ uptime }: Uptime): string {
  return uptime === null ? 'not known' : `${Math.floor(uptime * 10_000 + rounding) / 100} %`
}

export function coverageWords({ coverage }: Uptime): string {
  if (coverage === 0) return 'not seen'
  if (coverage < 0.01) return 'under 1 % seen'
  return `${Math.floor(coverage * 100 + rounding)} % seen`
}

/** 0.29 * 100 is a little less than 29. */
const rounding = 1e-9

function rowsOf(told: unknown): UptimeRow[] {
  return windows.flatMap(({ name, label }) => {
    const uptime = record(told)[name]
    return isUptime(uptime) ? [{ label, uptime }] : []
  })
}

function isUptime(value: unknown): value is Uptime {
  const { uptime, coverage } = record(value)
  return (uptime === null || Number.isFinite(uptime)) && Number.isFinite(coverage)
}
