import { Type } from 'typebox'
import { object, Suggestions } from './common.ts'
import { ForbiddenCharacters, VinFault } from './problem.ts'
import { Vehicle } from './vehicle.ts'

const Echo = Type.String({ description: 'The VIN as it was read, or what stood in its place, cut to 40 characters.' })

const RowError = object(
  {
    code: Type.Enum(['invalid_vin', 'quota_exceeded']),
    message: Type.String({ description: 'For people.' }),
    suggestions: Suggestions,
    reason: Type.Optional(VinFault),
    forbidden: Type.Optional(ForbiddenCharacters),
  },
  'Why this row has no vehicle.',
)

export const BatchRow = Type.Union(
  [
    Type.Object({ vin: Echo, success: Type.Literal(true), vehicle: Vehicle }),
    Type.Object({ vin: Echo, success: Type.Literal(false), error: RowError }),
  ],
  { description: 'One row, where it stood in the request.' },
)

export const BatchResults = object(
  { results: Type.Array(BatchRow, { description: 'As many as were sent, in their order.' }) },
  'Each row succeeds or fails by itself.',
)
