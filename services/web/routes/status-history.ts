import type { UptimeAnswer } from '../../../metrics/history.ts'
import type { App } from '../../../platform/http.ts'
import { Problem } from '../../../platform/problem.ts'

export interface StatusHistoryDeps {
  /** What the probe says at `/api/uptime`; null when it says nothing. */
  askUptimes: () => Promise<UptimeAnswer | null>
  now: () => number
}

/** The probe's answer changes once a minute: visitors, however many, cost it a question in so long. */
const askEveryMs = 15_000
const fromOneAddressPerMinute = 60

/** `GET /api/status/history`: how much of each window a target was up, and how much of it anybody saw. No hosts, no errors. */
export async function statusHistoryRoutes(app: App, { askUptimes, now }: StatusHistoryDeps): Promise<void> {
  let kept: { until: number; answer: Promise<UptimeAnswer | null> } | null = null
  const ask = () => {
    if (kept === null || now() >= kept.until) kept = { until: now() + askEveryMs, answer: askUptimes() }
    return kept.answer
  }
  const config = { rateLimit: { max: fromOneAddressPerMinute, timeWindow: 60_000 } }
  app.get('/api/status/history', { config }, async () => {
    const answer = await ask()
    if (answer === null) throw new Problem('unavailable', 'there is no history at the moment')
    return { at: answer.at, targets: answer.targets.map(({ target, windows }) => ({ id: target, windows })) }
  })
}

const answerWithinMs = 3_000

/** Asks the probe over HTTP. */
export function createAskUptimes({
  url,
  token,
}: {
  url: string
  token: string | null
}): StatusHistoryDeps['askUptimes'] {
  const headers = token === null ? {} : { 'x-internal-token': token }
  return async () => {
    try {
      const answer = await fetch(`${url}/api/uptime`, { headers, signal: AbortSignal.timeout(answerWithinMs) })
      return answer.ok ? ((await answer.json()) as UptimeAnswer) : null
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) return null
      throw error
    }
  }
}
