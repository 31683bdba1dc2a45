import type { Latency } from './board.ts'

export interface Sparkline {
  /** Polyline points, one line for each run of checks without a gap. */
  lines: string[]
  /** Where the last latency stands; null when the last check gave none. */
  tip: { x: number; y: number } | null
}

/** Room for the line's own width, in the drawing's units. */
const margin = 2

/** Draws latencies from left to right, from zero up, so that a calm line looks calm. A check without one leaves a gap. */
export function drawSparkline(
  latencies: readonly Latency[],
  { width, height }: { width: number; height: number },
): Sparkline {
  const highestMs = Math.max(1, ...latencies.map(({ latencyMs }) => latencyMs ?? 0))
  const step = (width - 2 * margin) / Math.max(1, latencies.length - 1)
  const points = latencies.map(({ latencyMs }, index) =>
    latencyMs === null
      ? null
      : {
          x: round(margin + index * step),
          y: round(height - margin - (latencyMs / highestMs) * (height - 2 * margin)),
        },
  )
  return {
    lines: runsOf(points).map((run) => run.map(({ x, y }) => `${x},${y}`).join(' ')),
    tip: points.at(-1) ?? null,
  }
}

interface Point {
  x: number
  y: number
}

function runsOf(points: readonly (Point | null)[]): Point[][] {
  const runs: Point[][] = [[]]
  for (const point of points) {
    if (point === null) runs.push([])
    else runs.at(-1)?.push(point)
  }
  return runs.filter((run) => run.length > 0)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
