import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Clock } from '../../../platform/clock.ts'
import type { App } from '../../../platform/http.ts'
import { Problem } from '../../../platform/problem.ts'
import { type Charging, payFor } from '../../accounts/pay-for.ts'
import { type LookUpMany, mostInputs } from '../../vehicles/lookup.ts'
import { accountOf, type Caller, type CallerOf, needScope, payerOf } from '../caller.ts'
import type { LookupLimit } from '../lookup-limits.ts'
import { readVins } from './batch-csv-in.ts'
import { writeRows } from './batch-csv-out.ts'
import { rowsOf } from './batch-rows.ts'
import { prefersCsv } from './prefers-csv.ts'

export interface BatchRouteDeps {
  callerOf: CallerOf
  lookUpMany: LookUpMany
  quota: Charging
  now: Clock
  /** Null where callers are trusted. */
  limit: LookupLimit | null
}

/** 1,000 VINs with a kilobyte of other columns each. */
const largestBodyBytes = 1024 * 1024

const Batch = Type.Object({
  vins: Type.Array(Type.String()),
  force_refresh: Type.Optional(Type.Boolean()),
})
const Query = Type.Object({ format: Type.Optional(Type.Union([Type.Literal('csv'), Type.Literal('json')])) })

/** `POST /api/decode/batch`: many VINs to as many rows in their order, JSON or CSV in and out. */
export async function batchRoutes(app: App, deps: BatchRouteDeps): Promise<void> {
  const { callerOf, lookUpMany, quota, limit } = deps
  const bodyLimit = largestBodyBytes
  await app.register(async (batch) => {
    batch.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit }, async (_: unknown, body: Buffer) => body)
    batch.post<{ Body: unknown; Querystring: Static<typeof Query> }>(
      '/api/decode/batch',
      {
        bodyLimit,
        onRequest: limit === null ? [] : limit.begin,
        schema: { querystring: Query, body: { content: { 'application/json': { schema: Batch } } } },
      },
      async (request, reply) => {
        const caller = callerOf(request)
        needScope(caller, 'decode')
        const { vins, force_refresh: forceRefresh } = await readBody(request.body)
        refuseSize(vins.length, caller, limit)
        limit?.countRows(request, reply, vins.length)
        const { refusal, ...paying } = payFor(quota, payerOf(caller))
        const answers = await lookUpMany(vins, { account: accountOf(caller), forceRefresh, ...paying })
        const rows = rowsOf(vins, answers, refusal)
        reply.header('vary', 'accept')
        if (!wantsCsv(request, request.query.format)) return { results: rows }
        reply.header('content-disposition', 'attachment; filename="vehicles.csv"')
        return reply.type('text/csv; charset=utf-8').send(await writeRows(rows))
      },
    )
  })
}

async function readBody(body: unknown): Promise<Static<typeof Batch>> {
  if (Buffer.isBuffer(body)) return { vins: await readVins(body) }
  if (typeof body === 'object' && body !== null) return body as Static<typeof Batch>
  throw new Problem('invalid_request', 'a JSON object with a list `vins`, or CSV with a column `vin`, was wanted')
}

/** @throws Problem for more or fewer than may be. */
function refuseSize(rows: number, caller: Caller, limit: BatchRouteDeps['limit']): void {
  if (rows === 0) throw new Problem('invalid_request', 'at least one VIN was wanted')
  if (rows > mostInputs) throw new Problem('payload_too_large', `at most ${mostInputs} VINs at once were wanted`)
  if (caller.kind === 'visitor' && limit !== null && rows > limit.mostRows)
    throw new Problem('unauthorized', `sign in or send an API key for more than ${limit.mostRows} at once`)
}

function wantsCsv({ headers }: FastifyRequest, format: 'csv' | 'json' | undefined): boolean {
  return format === undefined ? prefersCsv(headers.accept ?? '') : format === 'csv'
}
