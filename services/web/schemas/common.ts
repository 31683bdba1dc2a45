import { type TProperties, type TSchema, Type } from 'typebox'

export const VinText = Type.String({
  pattern: '^[A-HJ-NPR-Z0-9]{17}$',
  description: '17 upper-case letters and digits without I, O and Q.',
})

export const Time = Type.String({ format: 'date-time', description: 'ISO 8601, UTC.' })

export const Suggestions = Type.Array(VinText, {
  description: 'VINs that may have been meant, the likeliest first; empty when there is nothing to suggest.',
})

export const Warning = Type.Object(
  {
    code: Type.String({
      description:
        'Stable. `check_digit`, `unknown_maker`, `year_uncertain`, `not_north_american`, `unverified`, `online_unavailable`, `sources_disagree`; more may come.',
    }),
    message: Type.String({ description: 'For people.' }),
    said: Type.Optional(
      Type.Array(
        Type.Object({
          source: Type.String(),
          make: Type.Union([Type.String(), Type.Null()]),
          year: Type.Union([Type.Integer(), Type.Null()]),
        }),
        { description: 'Of `sources_disagree`: who says what.' },
      ),
    ),
  },
  { description: 'What to know before one relies on the answer.' },
)

export function orNull<T extends TSchema>(schema: T, description: string) {
  return Type.Union([schema, Type.Null()], { description })
}

export function object<T extends TProperties>(properties: T, description: string) {
  return Type.Object(properties, { description })
}
