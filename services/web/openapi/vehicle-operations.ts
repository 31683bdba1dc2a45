import { BatchResults } from '../schemas/batch.ts'
import { Decoded, Stats, Vehicle, VehiclePage } from '../schemas/vehicle.ts'
import { Explanation } from '../schemas/vin.ts'
import type { Operations } from './operation.ts'

export const vehicleOperations: Operations = {
  'POST /api/decode': {
    id: 'decodeVin',
    tag: 'Vehicles',
    summary: 'One VIN to a vehicle',
    description:
      'Lower case, spaces and dashes are read. A wrong check digit on a North American VIN is answered with the warning `check_digit` and with suggestions; what is no VIN is 400 `invalid_vin`. `force_refresh` decodes anew what is cached; `preferred_service` names the decoder to ask first. A VIN that is cached, or is none, costs nothing of the month. Visitors may ask for a few VINs a minute.',
    credentials: 'optional',
    scope: 'decode',
    answer: { status: 200, description: 'The vehicle.', body: Decoded },
    problems: ['invalid_request', 'invalid_vin', 'payload_too_large', 'rate_limited', 'quota_exceeded'],
  },
  'POST /api/decode/batch': {
    id: 'decodeVins',
    tag: 'Vehicles',
    summary: 'Up to 1,000 VINs to vehicles',
    description:
      'JSON or CSV in, JSON or CSV out, one row for each VIN in the order of the request; a row fails by itself. The first 100 different rows that are no VIN have suggestions. CSV has a column `vin`, or is a list of VINs; commas, semicolons and tabs are read. It is answered when the header `accept` prefers `text/csv`, or with `?format=csv`. Visitors may send 30 rows, which count like single lookups; more are 401.',
    credentials: 'optional',
    scope: 'decode',
    answer: { status: 200, description: 'As many rows as were sent.', body: BatchResults },
    csv: {
      request: 'A table with a column `vin`, or a list of VINs.',
      answer: 'A line of names, then one of each row. A cell that a spreadsheet would run begins with an apostrophe.',
    },
    problems: ['invalid_request', 'payload_too_large', 'rate_limited'],
  },
  'GET /api/vehicles': {
    id: 'listVehicles',
    tag: 'Vehicles',
    summary: 'What the account has looked up',
    description:
      'The last looked up first, each VIN once. Lookups of visitors are listed nowhere: their list is empty.',
    credentials: 'optional',
    scope: 'read',
    answer: { status: 200, description: 'One page.', body: VehiclePage },
    problems: ['invalid_request', 'rate_limited', 'unavailable'],
  },
  'GET /api/vehicles/{id}': {
    id: 'getVehicle',
    tag: 'Vehicles',
    summary: 'One vehicle that the account has looked up',
    description: 'As it was decoded then. A vehicle of another account is 404 like one that never was.',
    credentials: 'account',
    scope: 'read',
    answer: { status: 200, description: 'The vehicle.', body: Vehicle },
    problems: ['not_found', 'rate_limited', 'unavailable'],
  },
  'DELETE /api/vehicles/{id}': {
    id: 'removeVehicle',
    tag: 'Vehicles',
    summary: 'Remove a vehicle from the list',
    description: 'It comes back when its VIN is looked up again. Lookups that were paid stay paid.',
    credentials: 'account',
    scope: 'decode',
    answer: { status: 204, description: 'It is gone.', body: null },
    problems: ['not_found', 'rate_limited', 'unavailable'],
  },
  'GET /api/stats': {
    id: 'getStats',
    tag: 'Vehicles',
    summary: 'How many vehicles there are',
    description: 'Of the account; without a credential, of the whole platform. Those are counted once an hour.',
    credentials: 'optional',
    scope: 'read',
    answer: { status: 200, description: 'The numbers.', body: Stats },
    problems: ['rate_limited', 'unavailable'],
  },
  'GET /api/vin/{vin}': {
    id: 'explainVin',
    tag: 'VIN',
    summary: 'A VIN taken apart',
    description:
      'Check digit, position by position; parts, region, country and possible years. It costs nothing of the month.',
    credentials: 'none',
    answer: { status: 200, description: 'What the VIN says by its form.', body: Explanation },
    problems: ['invalid_vin', 'rate_limited'],
  },
}
