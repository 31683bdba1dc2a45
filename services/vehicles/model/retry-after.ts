const longestMs = 60 * 60 * 1000

/**
 * Reads `Retry-After`: seconds, or a date. Never more than an hour, so that no answer silences a decoder for good.
 *
 * @param now Unix milliseconds.
 * @returns milliseconds; null when it says nothing of use.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? ''
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestMs) : null
}
