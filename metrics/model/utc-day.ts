import { DAY, floorTo } from './history-result.ts'

/** A day of UTC by its first millisecond. No such day is longer or shorter than another. */
export type UtcDay = number

export function dayOf(at: number): UtcDay {
  return floorTo(at, DAY)
}

/** Such as `20280229`. */
export function dayName(day: UtcDay): string {
  return new Date(day).toISOString().slice(0, 10).replaceAll('-', '')
}

/** @returns null for what is no day's name. */
export function dayNamed(name: string): UtcDay | null {
  const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(name)
  const day = parts === null ? Number.NaN : Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T00:00:00Z`)
  return Number.isNaN(day) || dayName(day) !== name ? null : day
}

/** Every day that has a part in [from, to]. */
export function daysBetween(from: number, to: number): UtcDay[] {
  const days: UtcDay[] = []
  for (let day = dayOf(from); day <= to; day += DAY) days.push(day)
  return days
}
