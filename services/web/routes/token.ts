import type { App } from '../../../platform/http.ts'
import { Problem } from '../../../platform/problem.ts'
import type { Keys } from '../../accounts/keys.ts'
import type { Tokens } from '../../accounts/tokens.ts'
import { type CallerOf, needAccount } from '../caller.ts'

export interface TokenRouteDeps {
  callerOf: CallerOf
  keys: Pick<Keys, 'findLive'>
  tokens: Pick<Tokens, 'make'>
}

const callsPerMinute = 60

/** `POST /api/token`: an API key for a token of 15 minutes, which ends with the key. */
export async function tokenRoutes(app: App, { callerOf, keys, tokens }: TokenRouteDeps): Promise<void> {
  const rateLimit = { max: callsPerMinute, timeWindow: 60_000 }
  app.post('/api/token', { config: { rateLimit } }, async (request) => {
    const { via, keyId } = needAccount(callerOf(request))
    if (via !== 'key' || keyId === null) throw new Problem('forbidden', 'only an API key makes tokens')
    const key = await keys.findLive(keyId)
    if (key === null) throw new Problem('unauthorized', 'the API key is not valid')
    const { text, expiresInSeconds } = await tokens.make(key)
    return { token: text, token_type: 'Bearer', expires_in: expiresInSeconds }
  })
}
