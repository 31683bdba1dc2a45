import type { Clock } from '../../../platform/clock.ts'
import type { App } from '../../../platform/http.ts'
import { Problem } from '../../../platform/problem.ts'
import type { PlatformStats } from '../../vehicles/platform-stats.ts'
import type { CountVehicles } from '../../vehicles/stats.ts'
import { accountOf, type CallerOf, needScope } from '../caller.ts'

export interface StatsRouteDeps {
  callerOf: CallerOf
  count: CountVehicles
  ofPlatform: PlatformStats
  now: Clock
}

/** From one address. */
const questionsPerMinute = 60

/** `GET /api/stats`: the account's own numbers; who names no account gets those of the whole platform. */
export async function statsRoutes(app: App, { callerOf, count, ofPlatform, now }: StatsRouteDeps) {
  const config = { rateLimit: { max: questionsPerMinute, timeWindow: 60_000 } }
  app.get('/api/stats', { config }, async (request) => {
    const caller = callerOf(request)
    needScope(caller, 'read')
    const account = accountOf(caller)
    const stats = account === null ? await ofPlatform() : await count(account, now())
    if (stats === null) throw new Problem('unavailable', 'the vehicles are being counted: try again in a moment')
    const { vehicles, manufacturers, recent } = stats
    return { total_vehicles: vehicles, unique_manufacturers: manufacturers, recent_decodes: recent }
  })
}
