import { inWords } from '../../parts/duration.ts'
import { mostRows, mostVisitorRows } from './limits.ts'

/** What stands in the way of looking all rows up at once, and how many may be; null when nothing does. */
export function obstacle(rows: number, isVisitor: boolean): { text: string; most: number } | null {
  if (isVisitor && rows > mostVisitorRows) {
    const text = `${many(rows)} are too many for a visitor: at most ${mostVisitorRows} at once. Sign in for up to ${many(mostRows)}.`
    return { text, most: mostVisitorRows }
  }
  if (rows <= mostRows) return null
  return {
    text: `${many(rows)} are too many: at most ${number(mostRows)} at once. Split the file for the others.`,
    most: mostRows,
  }
}

/** What the month has for these rows; null when that is enough. */
export function shortage(rows: number, { used, limit }: { used: number; limit: number }): string | null {
  const left = Math.max(0, limit - used)
  if (rows <= left) return null
  return `Of this month ${left === 1 ? '1 lookup is' : `${number(left)} lookups are`} left. Rows beyond that are answered only if they were looked up lately.`
}

export function progressWords(done: number, all: number, waitsMs: number | null): string {
  const so = `${number(done)} of ${many(all)}`
  if (waitsMs === null) return `${so} looked up`
  return `${so} looked up. As many as a minute allows: it goes on by itself in ${inWords(waitsMs + 999)}`
}

export function many(rows: number): string {
  return rows === 1 ? '1 VIN' : `${number(rows)} VINs`
}

export function number(value: number): string {
  return value.toLocaleString('en')
}
