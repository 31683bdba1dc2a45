import { Type } from 'typebox'
import type { Clock } from '../../../platform/clock.ts'
import type { App } from '../../../platform/http.ts'
import type { Explanation } from '../../vehicles/model/explain.ts'
import { parseVin } from '../../vehicles/model/vin.ts'
import type { OfflineDecoder } from '../../vehicles/vpic/decoder.ts'
import { invalidVin } from '../invalid-vin.ts'

export interface VinRouteDeps {
  decoder: Pick<OfflineDecoder, 'explain' | 'suggest'>
  now: Clock
  /** Questions a minute and address for visitors; null where callers are trusted. */
  visitorsPerMinute: number | null
}

const Params = Type.Object({ vin: Type.String() })

/** `GET /api/vin/:vin`: a VIN taken apart, without a lookup and without a quota. */
export async function vinRoutes(app: App, { decoder, now, visitorsPerMinute }: VinRouteDeps): Promise<void> {
  const config = { rateLimit: visitorsPerMinute === null ? false : { max: visitorsPerMinute, timeWindow: 60_000 } }
  app.get('/api/vin/:vin', { schema: { params: Params }, config }, async ({ params }) =>
    explain(params.vin, decoder, now()),
  )
  // Longer than a parameter may be, empty, or with a slash: no VIN, and told as one that is none.
  app.get('/api/vin/*', { config }, async ({ params }) => explain((params as { '*': string })['*'], decoder, now()))
}

function explain(input: string, decoder: VinRouteDeps['decoder'], now: number): Explanation {
  const parsed = parseVin(input)
  if (parsed.ok) return decoder.explain(parsed.vin, now)
  throw invalidVin(parsed, decoder.suggest(parsed.typed, now))
}
