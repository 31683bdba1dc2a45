import { Type } from 'typebox'
import { object, orNull, Suggestions, VinText, Warning } from './common.ts'

const Position = object(
  {
    position: Type.Integer({ minimum: 1, maximum: 17 }),
    char: Type.String(),
    value: Type.Integer(),
    weight: Type.Integer(),
    product: Type.Integer({ description: 'Value times weight; the sum of all modulo 11 is the check digit, 10 is X.' }),
  },
  'One character’s share in the check digit.',
)

export const Explanation = object(
  {
    vin: VinText,
    valid: Type.Boolean({
      description: 'The form is right, and so is the check digit where it is law: in North America.',
    }),
    check_digit: object(
      { expected: Type.String(), actual: Type.String(), valid: Type.Boolean(), positions: Type.Array(Position) },
      'Position 9, and what it must be (49 CFR 565.15).',
    ),
    structure: object(
      {
        wmi: Type.String({ description: 'Positions 1-3: the maker.' }),
        vds: Type.String({ description: 'Positions 4-9: what kind of vehicle.' }),
        vis: Type.String({ description: 'Positions 10-17: which one.' }),
      },
      'The parts of ISO 3779.',
    ),
    region: orNull(Type.String(), 'Null when the first character is given to nobody.'),
    country: orNull(Type.String(), 'Where the maker has its seat.'),
    year_candidates: Type.Array(Type.Integer(), {
      description: 'Model years that position 10 can mean, the likelier first.',
    }),
    suggestions: Suggestions,
    warnings: Type.Array(Warning),
  },
  'A VIN taken apart by its form alone.',
)
