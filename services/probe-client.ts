import type { Command, CommandOutcome } from '../alerts/commands.ts'

/** How bot and web speak to the probe. */
export interface ProbeClient {
  /** Hands a command to alerts. @returns its outcome; null when the probe does not answer within a second. */
  command(command: Command): Promise<CommandOutcome | null>
}

const answerWithinMs = 1500

export function createProbeClient({ url, token }: { url: string; token: string | null }): ProbeClient {
  const headers = { 'content-type': 'application/json', ...(token === null ? {} : { 'x-internal-token': token }) }
  return {
    async command(command) {
      try {
        const signal = AbortSignal.timeout(answerWithinMs)
        const answer = await fetch(`${url}/commands`, {
          method: 'POST',
          headers,
          body: JSON.stringify(command),
          signal,
        })
        return answer.ok ? ((await answer.json()) as CommandOutcome) : null
      } catch (error) {
        if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) return null
        throw error
      }
    },
  }
}
