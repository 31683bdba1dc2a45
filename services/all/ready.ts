import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../../platform/lifecycle.ts'

const patienceMs = 60_000
const lookEveryMs = 100
const answerWithinMs = 2000

/** Resolves when every address answers 200. @throws StartError naming those that did not within a minute. */
export async function untilAllAnswer(addresses: readonly string[], stopped: () => boolean): Promise<void> {
  const deadline = performance.now() + patienceMs
  let waiting = addresses
  while (!stopped()) {
    const answers = await Promise.all(waiting.map(answers200))
    waiting = waiting.filter((_, at) => !answers[at])
    if (waiting.length === 0) return
    if (performance.now() > deadline) throw new StartError(`not ready after a minute: ${waiting.join(', ')}`)
    await sleep(lookEveryMs)
  }
}

async function answers200(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(answerWithinMs) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false
  }
}
