import { type Static, Type } from 'typebox'
import type { App } from '../../../platform/http.ts'
import { Problem } from '../../../platform/problem.ts'
import { longestSearch, mostListed, mostPages, type VehicleListing } from '../../vehicles/listing.ts'
import { accountOf, type CallerOf, needAccount, needScope } from '../caller.ts'

export interface VehicleRouteDeps {
  callerOf: CallerOf
  listing: VehicleListing
}

/** From one address. */
const questionsPerMinute = 300
const usualLimit = 20
const longestFilter = 100

const Question = Type.Object({
  page: Type.Optional(
    Type.Integer({ minimum: 1, maximum: mostPages, default: 1, description: 'The page; the first is 1.' }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: mostListed, default: usualLimit, description: 'Vehicles on a page.' }),
  ),
  make: Type.Optional(
    Type.String({ maxLength: longestFilter, description: 'Only this make, in whatever case.', examples: ['honda'] }),
  ),
  model: Type.Optional(
    Type.String({ maxLength: longestFilter, description: 'Only this model, in whatever case.', examples: ['accord'] }),
  ),
  year: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 9999, description: 'Only this model year.', examples: [2003] }),
  ),
  q: Type.Optional(
    Type.String({
      maxLength: longestSearch,
      description: 'Words that all occur in the VIN, the make, the model, the manufacturer or the year.',
      examples: ['honda 2003'],
    }),
  ),
})
const Key = Type.Object({ id: Type.String({ description: 'The `id` of a vehicle.', examples: ['1'] }) })

/** `/api/vehicles`: what the account looked up, the last first. A visitor's lookups are listed nowhere. */
export async function vehicleRoutes(app: App, { callerOf, listing }: VehicleRouteDeps): Promise<void> {
  const config = { rateLimit: { max: questionsPerMinute, timeWindow: 60_000 } }

  app.get<{ Querystring: Static<typeof Question> }>(
    '/api/vehicles',
    { schema: { querystring: Question }, config },
    async (request) => {
      const caller = callerOf(request)
      needScope(caller, 'read')
      const account = accountOf(caller)
      const { page = 1, limit = usualLimit, ...wanted } = withoutBlanks(request.query)
      const { vehicles, total } =
        account === null ? { vehicles: [], total: 0 } : await listing.page(account, { page, limit, ...wanted })
      return { vehicles, page, limit, total, total_pages: Math.ceil(total / limit) }
    },
  )

  app.get<{ Params: Static<typeof Key> }>('/api/vehicles/:id', { schema: { params: Key }, config }, async (request) => {
    const { account } = needAccount(callerOf(request), 'read')
    const vehicle = await listing.find(account, readId(request.params.id))
    if (vehicle === null) throw noSuchVehicle()
    return vehicle
  })

  // Who may write the list by looking up may also take from it.
  app.delete<{ Params: Static<typeof Key> }>(
    '/api/vehicles/:id',
    { schema: { params: Key }, config },
    async (request, reply) => {
      const { account } = needAccount(callerOf(request), 'decode')
      if (!(await listing.remove(account, readId(request.params.id)))) throw noSuchVehicle()
      return reply.code(204).send()
    },
  )
}

/** A form sends what was left empty too; an empty year arrives as 0. */
function withoutBlanks(question: Static<typeof Question>): Static<typeof Question> {
  return Object.fromEntries(Object.entries(question).filter(([, value]) => value !== '' && value !== 0))
}

/** What is no id of ours is the id of no vehicle. */
function readId(text: string): number {
  return /^[1-9]\d*$/.test(text) ? Number(text) : 0
}

function noSuchVehicle(): Problem {
  return new Problem('not_found', 'the account has looked up no such vehicle')
}
