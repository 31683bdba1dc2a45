import { expect, test } from 'vitest'
import { createPauses } from './pauses.ts'

/** More than may be worked without a pause. */
const workMs = 25

function work(): void {
  const end = performance.now() + workMs
  while (performance.now() < end);
}

test('many at work let others in after each piece, not after each round', async () => {
  let isOver = false
  let sinceOthers = 0
  let most = 0
  const others = () => {
    sinceOthers = 0
    if (!isOver) setImmediate(others)
  }
  const worker = async () => {
    const pause = createPauses()
    await pause()
    for (let piece = 0; piece < 3; piece++) {
      work()
      await pause()
      sinceOthers += 1
      most = Math.max(most, sinceOthers)
    }
  }
  setImmediate(others)
  await Promise.all(Array.from({ length: 5 }, worker))
  isOver = true
  expect(most).toBe(1)
})
