import { Type } from 'typebox'
import { object, orNull, Suggestions, Time, VinText, Warning } from './common.ts'

const Source = Type.Enum(['offline', 'nhtsa', 'autodev'], {
  description: 'Who said so: the data shipped with the service, NHTSA’s vPIC, or auto.dev.',
})

const Field = object(
  { value: Type.Union([Type.String(), Type.Number()]), source: Source },
  'One thing that is known of the vehicle, and who said so.',
)

export const Vehicle = object(
  {
    id: orNull(
      Type.Integer({ minimum: 1 }),
      'For `/api/vehicles/{id}`. Null when it could not be stored: the answer is whole all the same.',
    ),
    vin: VinText,
    manufacturer: orNull(Type.String(), 'The company that built it.'),
    make: orNull(Type.String(), 'As people spell it: `Honda`, `BMW`.'),
    model: orNull(Type.String(), 'As people spell it: `F-150`.'),
    year: orNull(Type.Integer(), 'The model year.'),
    vehicle_type: orNull(Type.String(), 'Such as `Passenger Car`.'),
    engine_info: orNull(Type.String(), 'The engine in one line.'),
    fuel_type: orNull(Type.String(), 'Such as `Gasoline`.'),
    source: Source,
    warnings: Type.Array(Warning),
    suggestions: Suggestions,
    fields: Type.Object(
      {},
      { additionalProperties: Field, description: 'All that is known, by name; what is not known is not there.' },
    ),
    raw_data: Type.Object(
      {},
      { additionalProperties: true, description: 'The decoder’s own attributes under its own names; they may change.' },
    ),
    decoded_at: Time,
  },
  'What is known of a vehicle. What is not known is null; nothing is invented.',
)

export const Decoded = object(
  { success: Type.Literal(true), vehicle: Vehicle },
  'A VIN that was read. An unknown maker is one too: then make, model and year are null.',
)

export const VehiclePage = object(
  {
    vehicles: Type.Array(Vehicle),
    page: Type.Integer({ minimum: 1 }),
    limit: Type.Integer({ minimum: 1, maximum: 100 }),
    total: Type.Integer({ minimum: 0, description: 'Vehicles on all pages.' }),
    total_pages: Type.Integer({ minimum: 0 }),
  },
  'One page of the vehicles that the account looked up, the last one first.',
)

export const Stats = object(
  {
    total_vehicles: Type.Integer({ minimum: 0, description: 'Different VINs.' }),
    unique_manufacturers: Type.Integer({ minimum: 0 }),
    recent_decodes: Type.Integer({
      minimum: 0,
      description: 'Of these vehicles, those that were looked up in the last 24 hours.',
    }),
  },
  'The account’s own numbers; without a credential, those of the whole platform, at most an hour old.',
)
