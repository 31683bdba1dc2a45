import { Type } from 'typebox'
import { type ProblemCode, problemStatus } from '../../../platform/problem.ts'
import { object, Suggestions, Time } from './common.ts'

export const VinFault = Type.Enum(
  ['empty', 'too-short', 'too-long', 'forbidden-characters', 'before-1981', 'several'],
  { description: 'Why it is no VIN.' },
)

export const ForbiddenCharacters = Type.Array(
  Type.Object({ position: Type.Integer({ minimum: 1 }), char: Type.String() }),
  { description: 'Characters that no VIN has, and where they stand.' },
)

/** Only what can be told; see platform/problem.ts. */
const codes = Object.keys(problemStatus) as ProblemCode[]

export const ProblemBody = object(
  {
    error: Type.Object({
      code: Type.Enum(codes, { description: 'Stable: programs decide by it.' }),
      message: Type.String({ description: 'For people; it may be worded otherwise tomorrow.' }),
      request_id: Type.String({ description: 'The same as the header `x-request-id`: name it when you ask us.' }),
      reason: Type.Optional(VinFault),
      forbidden: Type.Optional(ForbiddenCharacters),
      suggestions: Type.Optional(Suggestions),
      used: Type.Optional(Type.Integer({ description: 'Lookups of this month.' })),
      limit: Type.Optional(Type.Integer({ description: 'Lookups a month.' })),
      resets_at: Type.Optional(Time),
    }),
  },
  'Any answer that is not a success. `invalid_vin` and `quota_exceeded` tell more than the others.',
)
