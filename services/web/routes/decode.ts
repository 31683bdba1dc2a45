import { type Static, Type } from 'typebox'
import type { App } from '../../../platform/http.ts'
import { Problem } from '../../../platform/problem.ts'
import type { LookUp } from '../../vehicles/lookup.ts'

export interface DecodeRouteDeps {
  lookUp: LookUp
  /** Lookups a minute and address for visitors; null where callers are trusted. */
  visitorsPerMinute: number | null
}

const Decode = Type.Object({
  vin: Type.String(),
  force_refresh: Type.Optional(Type.Boolean()),
  preferred_service: Type.Optional(
    Type.Union([Type.Literal('autodev'), Type.Literal('nhtsa'), Type.Literal('offline')]),
  ),
})

/** `POST /api/decode`: one VIN to a vehicle. */
export async function decodeRoutes(app: App, { lookUp, visitorsPerMinute }: DecodeRouteDeps): Promise<void> {
  const rateLimit = visitorsPerMinute === null ? false : { max: visitorsPerMinute, timeWindow: 60_000 }
  app.post<{ Body: Static<typeof Decode> }>(
    '/api/decode',
    { schema: { body: Decode }, config: { rateLimit } },
    async ({ body }) => {
      const { vin, force_refresh: forceRefresh, preferred_service: preferredService } = body
      const answer = await lookUp(vin, { account: null, forceRefresh, preferredService })
      if (answer.ok) return { success: true, vehicle: answer.vehicle }
      const { rejected, suggestions } = answer
      throw new Problem('invalid_vin', rejected.message, { reason: rejected.reason, suggestions })
    },
  )
}
