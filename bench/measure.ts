/** One row of the table: a measured time, and what it is held against. */
export interface Row {
  name: string
  ms: number
  /** A peer measured in the same run, or a limit that was promised. */
  against: string
  againstMs: number
}

/** Held against a limit that the product promises. */
export function promised(name: string, ms: number, againstMs: number): Row {
  return { name, ms, against: 'promised', againstMs }
}

/** @returns the median time of one call, milliseconds. */
export function medianMs(calls: number, call: (n: number) => unknown): number {
  const times = Array.from({ length: calls }, (_, n) => {
    const startedAt = performance.now()
    call(n)
    return performance.now() - startedAt
  })
  return medianOf(times)
}

/** @returns the median time of one call, milliseconds; the calls run one after the other. */
export async function medianMsOf(calls: number, call: (n: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < calls; n++) {
    const startedAt = performance.now()
    await call(n)
    times.push(performance.now() - startedAt)
  }
  return medianOf(times)
}

function medianOf(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

/** The table, with each time as a ratio of what it is held against; below 1 is better than that. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ name, ms, against, againstMs }) => [
    name,
    `${ms.toPrecision(3)} ms`,
    `${(ms / againstMs).toPrecision(2)} x`,
    `${against} (${againstMs.toPrecision(3)} ms)`,
  ])
  const all = [['what', 'median', 'ratio', 'against'], ...cells]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
