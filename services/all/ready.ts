import { setTimeout as sleep } from 'node:timers/promises'

const patienceMs = 60_000
const lookEveryMs = 100
const answerWithinMs = 2000

/** Resolves when every address answers 200, or after a minute, or when the signal comes. @returns those that do not answer. */
export async function untilAllAnswer(addresses: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const deadline = performance.now() + patienceMs
  let waiting = addresses
  while (!signal.aborted && performance.now() < deadline) {
    const answers = await Promise.all(waiting.map(answers200))
    waiting = waiting.filter((_, at) => !answers[at])
    if (waiting.length === 0) break
    await sleep(lookEveryMs)
  }
  return waiting
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
