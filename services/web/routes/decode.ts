import { type Static, Type } from 'typebox'
import type { Clock } from '../../../platform/clock.ts'
import type { App } from '../../../platform/http.ts'
import { type Charging, payFor } from '../../accounts/pay-for.ts'
import type { LookUp } from '../../vehicles/lookup.ts'
import { accountOf, type CallerOf, needScope, payerOf, refuseForQuota } from '../caller.ts'
import { invalidVin } from '../invalid-vin.ts'
import type { LookupLimit } from '../lookup-limits.ts'

export interface DecodeRouteDeps {
  callerOf: CallerOf
  lookUp: LookUp
  quota: Charging
  now: Clock
  /** Null where callers are trusted. */
  limit: LookupLimit | null
}

const Decode = Type.Object({
  vin: Type.String(),
  force_refresh: Type.Optional(Type.Boolean()),
  preferred_service: Type.Optional(
    Type.Union([Type.Literal('autodev'), Type.Literal('nhtsa'), Type.Literal('offline')]),
  ),
})

/** `POST /api/decode`: one VIN to a vehicle. */
export async function decodeRoutes(app: App, { callerOf, lookUp, quota, now, limit }: DecodeRouteDeps): Promise<void> {
  app.post<{ Body: Static<typeof Decode> }>(
    '/api/decode',
    { schema: { body: Decode }, onRequest: limit === null ? [] : limit.begin },
    async (request, reply) => {
      const caller = callerOf(request)
      needScope(caller, 'decode')
      const { vin, force_refresh: forceRefresh, preferred_service: preferredService } = request.body
      const { refusal, ...paying } = payFor(quota, payerOf(caller))
      const account = accountOf(caller)
      const answer = await lookUp(vin, { account, forceRefresh, preferredService, ...paying })
      if (answer.ok) return { success: true, vehicle: answer.vehicle }
      if ('unpaid' in answer) return refuseForQuota(reply, refusal(), now())
      throw invalidVin(answer.rejected, answer.suggestions)
    },
  )
}
