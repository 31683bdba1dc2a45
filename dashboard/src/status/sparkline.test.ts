import { expect, test } from 'vitest'
import { drawSparkline } from './sparkline.ts'

const size = { width: 104, height: 24 }
const draw = (...latenciesMs: (number | null)[]) =>
  drawSparkline(
    latenciesMs.map((latencyMs, index) => ({ checkedAt: index + 1, latencyMs })),
    size,
  )

test.each<{ name: string; latencies: (number | null)[]; lines: string[]; tip: object | null }>([
  { name: 'nothing draws nothing', latencies: [], lines: [], tip: null },
  { name: 'one latency is a point at the left', latencies: [10], lines: ['2,2'], tip: { x: 2, y: 2 } },
  {
    name: 'the highest touches the top, zero the bottom',
    latencies: [0, 10],
    lines: ['2,22 102,2'],
    tip: { x: 102, y: 2 },
  },
  {
    name: 'the scale starts at zero, so a calm line looks calm',
    latencies: [99, 100],
    lines: ['2,2.2 102,2'],
    tip: { x: 102, y: 2 },
  },
  { name: 'zeros alone lie on the bottom', latencies: [0, 0], lines: ['2,22 102,22'], tip: { x: 102, y: 22 } },
  { name: 'a failed check leaves a gap', latencies: [10, null, 10], lines: ['2,2', '102,2'], tip: { x: 102, y: 2 } },
  { name: 'after a failed check there is no tip', latencies: [10, null], lines: ['2,2'], tip: null },
  { name: 'failed checks alone draw nothing', latencies: [null, null], lines: [], tip: null },
])('$name', ({ latencies, lines, tip }) => {
  expect(draw(...latencies)).toEqual({ lines, tip })
})
